import ReparteeAudio
import ReparteeCore

/// Compares what the caller's side sends with what the agent said, at the rates of a session.
struct EchoWatch {
  private var check = EchoCheck()
  private var converter: RateConverter
  private var block: [Float]
  private let silence: [Float]
  /// What the agent said since the newest block of the caller's was heard has not been given yet.
  private var isOwed = false
  /// Blocks of silence since the agent said something, and those of them that have not been given.
  private var (silent, kept) = (Self.reach, 0)
  /// No echo is longer: after so many blocks of silence nothing is compared, and silence need not be given as it comes.
  private static let reach = 100

  init(outputRate: SampleRate) {
    converter = RateConverter(from: outputRate, to: SessionEngine.inputRate)
    // A converter may make a sample more than its share of a block.
    block = [Float](repeating: 0, count: SessionEngine.inputRate.blockSize + 8)
    silence = [Float](repeating: 0, count: outputRate.blockSize)
  }

  /// Whether the likeness can be trusted.
  var isDecided: Bool { check.isDecided }

  /// - Returns: how much the block is like the agent's voice, 0…1.
  mutating func heard(_ caller: Span<Float>) -> Float {
    // Both sides keep the same time: a delay that was learnt must not move because the agent was silent for a block.
    if isOwed { playedNothing() }
    isOwed = true
    return check.heard(caller)
  }

  private mutating func playedNothing() {
    silent += 1
    guard silent <= Self.reach else { return kept += 1 }
    let silence = silence
    Self.hand(silence.span, through: &converter, and: &block, to: &check)
  }

  /// Takes a block that the agent said. What is not given was silence.
  mutating func played(_ agent: Span<Float>) {
    if kept > 0 { check.playedNothing(for: kept) }
    (isOwed, silent, kept) = (false, 0, 0)
    guard converter.outputCount(for: agent.count) <= block.count else { return }
    Self.hand(agent, through: &converter, and: &block, to: &check)
  }

  private static func hand(
    _ agent: Span<Float>, through converter: inout RateConverter, and block: inout [Float],
    to check: inout EchoCheck
  ) {
    var output = block.mutableSpan
    let count = converter.process(agent, into: &output)
    check.played(block.span.extracting(0..<count))
  }
}
