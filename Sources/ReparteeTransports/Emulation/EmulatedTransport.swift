internal import ReparteeCore

/// Both ends of a call and the network between them, in simulated time. All times are those of the call.
protocol EmulatedTransport: AnyObject {
  /// The caller has said 20 ms, 16 kHz mono, that ended at `now`.
  func speak(_ frame: Span<Float>, at now: MediaTime)
  /// Hands over what comes until `now`.
  func advance(to now: MediaTime)
  /// What the agent hears next, 16 kHz, at `now`.
  func listen(into block: inout MutableSpan<Float>, at now: MediaTime)
  /// The samples of the caller's that the agent was given, or that were given up, at 16 kHz; nil before the first.
  var taken: Int? { get }
  /// The agent says 20 ms at `now`.
  func say(_ block: Span<Float>, at now: MediaTime)
  /// What the caller's loudspeaker plays next, 16 kHz, from `now` on.
  func play(into block: inout MutableSpan<Float>, at now: MediaTime)
  /// When the agent said what was played last; nil before any.
  var played: MediaTime? { get }
  /// Drops what the agent said and has not sounded.
  func clear(at now: MediaTime)
  func unplayed(at now: MediaTime) -> MediaTime
  /// The server has given the caller up.
  var isCutOff: Bool { get }
  var report: EmulatedCall.Report { get }
}
