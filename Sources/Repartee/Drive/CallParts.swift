public import ReparteeCore

/// What an application gives a call that runs on a session loop.
///
/// Unchecked, because its parts belong to the loop from the call's beginning to its end only: whoever
/// made them must not touch them in between, and may do so again when the driver's `run` has returned.
public struct CallParts: @unchecked Sendable {
  let endpoint: any AudioEndpoint
  let journal: (any JournalSink)?
  let observer: ((SessionEvent, MediaTime) -> Void)?

  /// - Parameters:
  ///   - endpoint: where audio comes from and goes to.
  ///   - journal: where inputs and decisions go.
  ///   - observer: told what happens, on the loop, with the time of the call. Must not block.
  public init(
    endpoint: any AudioEndpoint, journal: (any JournalSink)? = nil,
    observer: ((SessionEvent, MediaTime) -> Void)? = nil
  ) {
    self.endpoint = endpoint
    self.journal = journal
    self.observer = observer
  }
}
