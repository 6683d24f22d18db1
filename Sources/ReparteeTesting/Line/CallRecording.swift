public import ReparteeCore

/// What both sides sent, from the start of the call.
public struct CallRecording: Sendable {
  /// 16 kHz mono.
  public private(set) var caller: [Float] = []
  /// Mono at the synthesiser's rate. It begins with the caller's second block: the agent's answer to
  /// a block can be sent in the next at the earliest.
  public private(set) var agent: [Float] = []
  public private(set) var agentRate = SampleRate.hz24000

  mutating func add(caller block: Span<Float>) {
    for index in block.indices { caller.append(block[index]) }
  }

  mutating func add(agent block: Span<Float>) {
    agentRate = SampleRate(block.count * 50) ?? agentRate
    for index in block.indices { agent.append(block[index]) }
  }
}
