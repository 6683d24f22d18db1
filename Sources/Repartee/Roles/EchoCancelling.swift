/// Takes the agent's own voice out of what is heard from one caller.
///
/// Not `Sendable`: it lives on its session's executor. This is the media plane: calls are synchronous and never fail.
public protocol EchoCancelling: AnyObject {
  /// Takes 20 ms of what the agent played, 16 kHz mono, before what was heard in the same time.
  func played(_ block: Span<Float>)
  /// Cleans 20 ms of what was heard, 16 kHz mono, in place.
  func process(_ block: inout MutableSpan<Float>)
}
