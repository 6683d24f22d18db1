internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports

/// A transport's side of one call. Lives on the event loop that the call runs on.
protocol CallLine: AnyObject {
  var endpoint: any AudioEndpoint { get }
  /// Says, once, whether the client can hear: as soon as it can, or when it never will.
  func whenUp(_ tell: @escaping @Sendable (Bool) -> Void)
  /// The call begins; what the caller wants of it goes to `driver`.
  func begin(_ driver: RealTimeDriver)
  /// Tells the client what happened, in these texts.
  func observe(_ event: SessionEvent, texts: [String])
  /// Why the line was closed from this side, where it was no end of the call that closed it.
  var closure: CallClosure? { get }
  /// The call is over.
  func finish(_ end: SessionEnd)
  /// The call cannot go on.
  func finish(_ closure: CallClosure)
}
