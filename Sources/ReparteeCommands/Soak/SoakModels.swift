internal import Repartee
internal import ReparteeCore
internal import Synchronization

/// Models of one scripted call: quick or slow, now and then broken or silent, the same for the same seed.
enum SoakModels {
  static func models(seed: UInt64, counting live: LiveObjects) -> ModelSet {
    ModelSet(
      voice: LoudVoice(live: live), turn: ChanceTurns(seed: seed ^ 1, live: live),
      recognizer: ChanceRecognizer(chance: Chance(seed ^ 2), live: live),
      language: ChanceWriter(chance: Chance(seed ^ 3), live: live),
      speech: ChanceVoice(chance: Chance(seed ^ 4), live: live))
  }
}

/// What chance decides in the calls of one model.
final class Chance: Sendable {
  private let random: Mutex<SeededRandom>

  init(_ seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

  func below(_ bound: Int) -> Int { random.withLock { $0.below(bound) } }

  /// Lets time pass; one call in a hundred fails after it, and one never returns.
  func work(_ milliseconds: ClosedRange<Int>) async throws(ModelError) {
    let fate = below(100)
    let length = milliseconds.lowerBound + below(milliseconds.count)
    try await VirtualClock.wait(.milliseconds(Int64(length)))
    if fate == 0 { throw ModelError(.failed, "Broken for a test.") }
    if fate == 1 { try await VirtualClock.waitForEver() }
  }
}

/// Takes loud frames for speech.
private struct LoudVoice: VoiceDetector {
  let model = ModelDescription(name: "loudness")
  let hop = 512
  let live: LiveObjects

  func makeStream() -> any VoiceStream { Stream(live) }

  private final class Stream: VoiceStream {
    private let live: LiveObjects
    init(_ live: LiveObjects) {
      self.live = live
      live.sessions.add(1)
    }
    deinit { live.sessions.add(-1) }

    func process(_ frame: Span<Float>) -> Float {
      var loud = 0
      for index in frame.indices where abs(frame[index]) > 0.02 { loud += 1 }
      return loud * 4 > frame.count ? 0.98 : 0.02
    }

    func reset() {}
  }
}

/// Guesses whether a turn is over.
private struct ChanceTurns: TurnDetector {
  let model = ModelDescription(name: "chance")
  let seed: UInt64
  let live: LiveObjects

  func makeStream() -> any TurnStream { Stream(seed, live) }

  private final class Stream: TurnStream {
    private let live: LiveObjects
    private let chance: Chance
    init(_ seed: UInt64, _ live: LiveObjects) {
      self.live = live
      chance = Chance(seed)
      live.turnStreams.add(1)
    }
    deinit { live.turnStreams.add(-1) }

    func append(_ samples: Span<Float>) {}
    func beginTurn(lead: Int) {}
    func question() -> TurnQuestion {
      TurnQuestion { [chance, live] () async throws(ModelError) -> Float in
        live.modelCalls.add(1)
        defer { live.modelCalls.add(-1) }
        try await chance.work(5...20)
        return Float(chance.below(100)) / 100
      }
    }
  }
}

/// Makes up as many words as fit in the sound.
private struct ChanceRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "chance")]
  let chance: Chance
  let live: LiveObjects

  private static let words = ["what", "time", "do", "you", "open", "on", "Saturday", "please"]

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    live.modelCalls.add(1)
    defer { live.modelCalls.add(-1) }
    try await chance.work(segment.effort == .final ? 40...250 : 20...80)
    let count = segment.speechEnd / 5_000
    guard count > 0 else { return Transcript(text: chance.below(2) == 0 ? "mm-hmm" : "") }
    let start = chance.below(Self.words.count)
    let words = (0..<min(count, 20)).map { Self.words[(start + $0) % Self.words.count] }
    return Transcript(text: words.joined(separator: " "))
  }
}

/// One to three sentences.
private struct ChanceWriter: LanguageModel {
  let model = ModelDescription(name: "chance")
  let chance: Chance
  let live: LiveObjects

  func prepare(instructions: String) async throws(ModelError) {}

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    live.modelCalls.add(1)
    defer { live.modelCalls.add(-1) }
    try await chance.work(50...200)
    let words = UnitVoice.sentence.split(separator: " ")
    let count = words.count * (1 + chance.below(3)) - chance.below(words.count)
    for index in 0..<count {
      try await VirtualClock.wait(.milliseconds(15))
      emit((index == 0 ? "" : " ") + words[index % words.count])
    }
    return LanguageUsage(
      promptTokens: 0, cachedTokens: 0, generatedTokens: count, ending: .finished)
  }
}

/// A tone as long as the clause, half a second at a time.
private struct ChanceVoice: SpeechSynthesizer {
  let model = ModelDescription(name: "chance")
  let rate = SampleRate.hz24000
  let chance: Chance
  let live: LiveObjects

  private static let tone: [Float] = (0..<12_000).map { $0 / 12 % 2 == 0 ? 0.1 : -0.1 }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    live.modelCalls.add(1)
    defer { live.modelCalls.add(-1) }
    try await chance.work(20...100)
    let words = request.text.split(separator: " ")
    for word in words.indices {
      // Every word takes a quarter of a second; two make a block.
      guard word % 2 == 1 || word == words.count - 1 else { continue }
      try await VirtualClock.wait(.milliseconds(30))
      emit(SpeechBlock(samples: Self.tone, words: Self.words(upTo: word, of: words, request.text)))
    }
  }

  /// The words that begin in the block that ends with this one.
  private static func words(
    upTo last: Int, of words: [Substring], _ text: String
  ) -> [SpokenWord] {
    let first = last - last % 2
    return (first...last).map { index in
      let start = text.utf8.distance(from: text.startIndex, to: words[index].startIndex)
      let sample = index * tone.count / 2
      return SpokenWord(
        text: start..<start + words[index].utf8.count, samples: sample..<sample + tone.count / 2)
    }
  }
}
