import ReparteeAudio
import ReparteeCore

/// Brings the agent's voice back to the caller's line: later, quieter, its words with it.
struct EchoPath {
  private let settings: CallerLine.Echo
  private let gain: Float
  private var converter: RateConverter
  /// What is still to come back, 16 kHz; the first of it at `first`.
  private var waiting: [Float] = []
  private var first: Int?
  private var knownWords = 0

  init(_ settings: CallerLine.Echo, rate: SampleRate) {
    self.settings = settings
    gain = Levels.amplitude(settings.gain)
    converter = RateConverter(from: rate, to: .hz16000)
  }

  /// Takes what the agent sends in the block that begins at `start`, and which words of it have begun by now.
  mutating func take(
    _ agent: Span<Float>, words: [AgentWord], at start: MediaTime, truth: LineTruth
  ) {
    let back = start + settings.delay
    if first == nil { first = back.samples(at: .hz16000) }
    let count = converter.outputCount(for: agent.count)
    var converted = [Float](repeating: 0, count: count)
    var output = converted.mutableSpan
    _ = converter.process(agent, into: &output)
    for sample in converted { waiting.append(sample * gain) }
    guard settings.isUnderstood else { return }
    while knownWords < words.count {
      let word = words[knownWords]
      let begin = (word.start + settings.delay).samples(at: .hz16000)
      // How long the word will last is not known while it sounds: as long as most do.
      truth.echo(
        .init(word.text, samples: begin..<begin + 3_200), level: -20 + settings.gain)
      knownWords += 1
    }
  }

  /// Adds what comes back in the block that begins at this sample of the call.
  mutating func add(to block: inout MutableSpan<Float>, at sample: Int, truth: LineTruth) {
    guard let start = first, start < sample + block.count else { return }
    let offset = max(start - sample, 0)
    let count = min(block.count - offset, waiting.count)
    guard count > 0 else { return }
    for index in 0..<count { block[offset + index] += waiting[index] }
    for unit in stride(from: offset, to: offset + count, by: LineTruth.unit) {
      let end = min(unit + LineTruth.unit, offset + count)
      guard (unit..<end).contains(where: { abs(waiting[$0 - offset]) > 0.001 }) else { continue }
      truth.echo(
        in: (sample + unit) / LineTruth.unit, voiceProbability: settings.voiceProbability)
    }
    waiting.removeFirst(count)
    first = start + count
  }
}
