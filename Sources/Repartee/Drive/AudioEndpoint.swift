public import ReparteeCore

/// Where a call's audio comes from and goes to, 20 ms at a time.
///
/// Confined to the session's executor; calls are synchronous and must not block.
public protocol AudioEndpoint: AnyObject {
  /// Fills `block` (16 kHz mono) with the caller's next audio, padded with silence.
  /// - Returns: false once the caller is gone. Silence is expected from then on.
  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool
  /// Takes what the caller said and the agent said in the same 20 ms.
  /// - Parameters:
  ///   - caller: 16 kHz mono, as given by `nextCallerBlock`.
  ///   - agent: mono at the synthesiser's rate.
  ///   - start: when the block begins.
  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime)
  /// How much of what was sent has not sounded at the other side and never will if it is told to drop
  /// it (`SessionEvent.clear`). Zero, the default, where nothing can be taken back.
  var unplayed: MediaTime { get }
}

extension AudioEndpoint {
  public var unplayed: MediaTime { .zero }
}
