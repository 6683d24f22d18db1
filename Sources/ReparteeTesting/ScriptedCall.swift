public import Repartee
public import ReparteeCore

/// A caller made of tones and silence, and a recording of what both sides sounded like.
public final class ScriptedCall: AudioEndpoint {
  /// What the caller does next.
  public enum Step: Sendable {
    case silence(Double)
    case speech(Double)
  }

  private var samples: [Float] = []
  private var position = 0
  /// What the agent said, from the start of the call, at the synthesiser's rate.
  public private(set) var agent: [Float] = []

  public init(_ steps: [Step]) {
    for step in steps {
      switch step {
      case .silence(let seconds):
        samples += .init(repeating: 0, count: Int(seconds * 16_000))
      case .speech(let seconds):
        samples += .init(repeating: 0.3, count: Int(seconds * 16_000))
      }
    }
  }

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      block[index] = position < samples.count ? samples[position] : 0
      position += 1
    }
    return position < samples.count
  }

  public func exchange(caller: Span<Float>, agent block: Span<Float>, start: MediaTime) {
    for index in block.indices { agent.append(block[index]) }
  }

  /// The stretches in which the agent was audible, in seconds of the call.
  public var audible: [ClosedRange<Double>] {
    var found: [ClosedRange<Double>] = []
    var start: Int?
    for (index, sample) in (agent + [0]).enumerated() {
      if sample != 0, start == nil { start = index }
      if sample == 0, let begun = start {
        // The agent's first block begins when the caller's first block ends.
        found.append(0.02 + Double(begun) / 24_000...0.02 + Double(index) / 24_000)
        start = nil
      }
    }
    return found
  }
}
