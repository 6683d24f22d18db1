public import ReparteeCore

/// The time that a fake model takes, in the call's own time.
///
/// A fake says how long a model would have worked. In a call on a `VirtualDriver` that length passes in
/// the call, and at once for whoever waits for the test. Anywhere else it is slept, so that the same fake
/// serves a call at the pace of the wall clock.
public enum VirtualClock {
  /// The model call that is being made on a virtual clock, if there is one.
  @TaskLocal static var log: ResultLog?

  /// Lets this much time pass in the model call that the calling task makes.
  ///
  /// What the model emits or returns from then on comes so much later in the call.
  /// - Throws: `.cancelled` when the calling task is cancelled.
  public static func wait(_ length: MediaTime) async throws(ModelError) {
    if let log {
      log.advance(by: length)
    } else if length > .zero {
      do { try await ContinuousClock().sleep(for: Duration(length)) } catch {
        throw ModelError(.cancelled, "The wait was abandoned.")
      }
    }
    if Task.isCancelled { throw ModelError(.cancelled, "The wait was abandoned.") }
  }

  /// Hangs, as a model that does not answer: what is emitted after this never reaches the call.
  /// - Throws: `.cancelled` when the calling task is cancelled.
  public static func waitForEver() async throws(ModelError) {
    try await wait(forEver)
  }

  /// Longer than any call, and short enough for clocks to add to.
  static let forEver = MediaTime(nanoseconds: .max / 4)
}
