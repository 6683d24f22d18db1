internal import Repartee
internal import ReparteeCore
internal import Synchronization

/// A voice whose every 10 ms tell which part of which reply they are.
///
/// A square wave of 1 kHz; its amplitude is 1500 and the number of the unit. A reply has a given length, however
/// it is cut into clauses: each of its words sounds for the same share of it.
final class UnitVoice: SpeechSynthesizer {
  let model = ModelDescription(name: "numbered units")
  let rate = SampleRate.hz24000

  /// Samples of a unit at 24 kHz.
  static let unit = 240
  /// What every reply says: seventeen words, no two of them the same.
  static let sentence =
    "Certainly the bridge opened in nineteen hundred and is still used by many people every single day."
  private static let words = sentence.split(separator: " ").map { $0.filter(\.isLetter) }
  private static let highest = 30_000

  /// A reply that was begun: its first unit and how many it has.
  struct Reply: Sendable {
    var first: Int
    var count: Int
    var range: Range<Int> { first..<first + count }
  }

  private struct State {
    var length = MediaTime.milliseconds(600)
    var next = 0
    var replies: [Reply] = []
  }

  private let state = Mutex(State())

  /// How long the replies are that begin from now on.
  func setLength(_ length: MediaTime) {
    state.withLock { $0.length = length }
  }

  /// The newest reply that has this unit.
  func reply(with unit: Int) -> Reply? {
    state.withLock { $0.replies.last { $0.range.contains(unit) } }
  }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    if Task.isCancelled { throw ModelError(.cancelled, "The clause is not wanted any more.") }
    var block = SpeechBlock(samples: [])
    guard Self.sentence.contains(request.text) else {
      // Anything else an agent says is heard, but is no part of a reply.
      return emit(SpeechBlock(samples: .init(repeating: 0.001, count: 7_200)))
    }
    var place = 0
    for word in request.text.split(separator: " ", omittingEmptySubsequences: false) {
      let bytes = place..<place + word.utf8.count
      place = bytes.upperBound + 1
      guard let index = Self.words.firstIndex(of: word.filter(\.isLetter)) else { continue }
      let start = block.samples.count
      for unit in units(ofWord: index) { Self.append(unit, to: &block.samples) }
      block.words.append(SpokenWord(text: bytes, samples: start..<block.samples.count))
    }
    if !block.samples.isEmpty { emit(block) }
  }

  /// The first word begins a new reply.
  private func units(ofWord index: Int) -> Range<Int> {
    state.withLock { state in
      if index == 0 || state.replies.isEmpty {
        let count = state.length.samples(at: .hz24000) / Self.unit
        if state.next + count > Self.highest { state.next = 0 }
        state.replies.append(Reply(first: state.next, count: count))
        state.next += count
      }
      let reply = state.replies[state.replies.count - 1]
      let total = Self.words.count
      return reply.first + index * reply.count / total..<reply.first + (index + 1) * reply.count
        / total
    }
  }

  private static func append(_ unit: Int, to samples: inout [Float]) {
    let amplitude = Float(1_500 + unit) / 32_768
    for index in 0..<Self.unit { samples.append(index / 12 % 2 == 0 ? amplitude : -amplitude) }
  }

  /// The unit that a sample belongs to; nil for silence.
  static func unit(of sample: Float) -> Int? {
    let number = Int((abs(sample) * 32_768).rounded()) - 1_500
    return (0..<highest).contains(number) ? number : nil
  }
}
