public import Repartee
public import ReparteeCore

/// A network between a caller and a session: delay, jitter and loss, each way.
public final class NetworkEmulator: AudioEndpoint {
  private let base: any AudioEndpoint
  private var up: NetworkPath
  private var down: NetworkPath
  private var isHere = true

  /// - Parameters:
  ///   - base: the caller.
  ///   - up: what becomes of the caller's audio.
  ///   - down: what becomes of the agent's.
  public init(
    _ base: any AudioEndpoint, up: NetworkConditions = NetworkConditions(),
    down: NetworkConditions = NetworkConditions()
  ) {
    self.base = base
    self.up = NetworkPath(up)
    self.down = NetworkPath(down)
  }

  /// Blocks lost so far, each way.
  public var lost: (up: Int, down: Int) { (up.lost, down.lost) }

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    if isHere { isHere = base.nextCallerBlock(into: &block) } else { silence(&block) }
    let heard = up.carry(block.span)
    for index in block.indices { block[index] = index < heard.count ? heard[index] : 0 }
    return isHere
  }

  public func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    let heard = down.carry(agent)
    base.exchange(caller: caller, agent: heard.span, start: start)
  }

  private func silence(_ block: inout MutableSpan<Float>) {
    for index in block.indices { block[index] = 0 }
  }
}
