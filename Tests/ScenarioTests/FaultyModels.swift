import Repartee
import ReparteeCore
import ReparteeTesting
import Synchronization

/// What is wrong with a model until it is mended.
enum Fault: String, CaseIterable, Sendable {
  /// Everything takes four seconds longer.
  case slow
  /// Nothing ever comes.
  case silent
  case failsAtOnce
  /// It fails after its first pieces; a recogniser and a turn detector, which give one, after a while.
  case failsMidway
  /// What comes is nonsense.
  case garbage
  /// It does not stop.
  case endless
}

/// Models are broken until somebody mends them.
final class Workshop: Sendable {
  private let mended = Atomic(false)
  let fault: Fault
  init(_ fault: Fault) { self.fault = fault }
  func mend() { mended.store(true, ordering: .relaxed) }
  /// Nil: all is well.
  var now: Fault? { mended.load(ordering: .relaxed) ? nil : fault }

  /// What all roles have in common. Returns when the call may go on.
  func enter() async throws(ModelError) {
    switch now {
    case .slow: try await VirtualClock.wait(.seconds(4))
    case .silent: try await VirtualClock.waitForEver()
    case .failsAtOnce: throw ModelError(.failed, "It broke at once.")
    case .failsMidway, .garbage, .endless, nil: break
    }
  }

  func breakDown() async throws(ModelError) {
    try await VirtualClock.wait(.milliseconds(100))
    throw ModelError(.failed, "It broke midway.")
  }

  /// Control characters, half a character, all of a megabyte without a space.
  static let nonsense =
    "\u{0}\u{1B}[2J\u{FFFD}\u{202E}" + String(repeating: "\u{10FFFF}", count: 250_000)
}

struct FaultyRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "faulty")]
  let workshop: Workshop
  /// By which it is known what is said: the second question once all is mended.
  let call: Workshop

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let text = call.now == nil ? "And on Sunday?" : "What time do you close?"
    try await workshop.enter()
    switch workshop.now {
    case .failsMidway: try await workshop.breakDown()
    case .garbage: return Transcript(text: Workshop.nonsense, tokens: [-1, .max])
    // It would go on for ever, and a transcript comes when it is done.
    case .endless: try await VirtualClock.waitForEver()
    default: break
    }
    return Transcript(text: segment.samples.contains { $0 > 0.02 } ? text : "")
  }
}

struct FaultyTurnDetector: TurnDetector {
  let model = ModelDescription(name: "faulty")
  let workshop: Workshop
  func makeStream() -> any TurnStream { FaultyTurnStream(workshop) }
}

private final class FaultyTurnStream: TurnStream {
  private let workshop: Workshop
  init(_ workshop: Workshop) { self.workshop = workshop }
  func append(_ samples: Span<Float>) {}
  func beginTurn(lead: Int) {}

  func question() -> TurnQuestion {
    TurnQuestion { [workshop] () throws(ModelError) in
      try await workshop.enter()
      switch workshop.now {
      case .failsMidway: try await workshop.breakDown()
      case .garbage: return .nan
      case .endless: try await VirtualClock.waitForEver()
      default: break
      }
      return 0.95
    }
  }
}

struct FaultyLanguageModel: LanguageModel {
  let model = ModelDescription(name: "faulty")
  let workshop: Workshop
  let inner: FakeLanguageModel

  func prepare(instructions: String) async throws(ModelError) {}

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    try await workshop.enter()
    switch workshop.now {
    case .failsMidway:
      for word in ["One", " two", " three.", " Four", " five"] { emit(word) }
      try await workshop.breakDown()
    case .garbage:
      for piece in ["", "\n\n\n", Workshop.nonsense, "...", "]]", ""] { emit(piece) }
      return LanguageUsage(promptTokens: -1, cachedTokens: 7, generatedTokens: 0, ending: .length)
    case .endless:
      // Far beyond what is listened to, each piece in a millisecond.
      for _ in 0..<4_000 {
        try await VirtualClock.wait(.milliseconds(1))
        emit(" and so on.")
      }
    default: break
    }
    return try await inner.generate(request, emit: emit)
  }
}

struct FaultySynthesizer: SpeechSynthesizer {
  let model = ModelDescription(name: "faulty")
  let rate = SampleRate.hz24000
  let workshop: Workshop
  let inner: FakeSynthesizer

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    try await workshop.enter()
    switch workshop.now {
    case .failsMidway:
      emit(Self.block(seconds: 0.5, word: 0..<3))
      try await workshop.breakDown()
    case .garbage: return emit(Self.nonsense)
    case .endless:
      // Twelve minutes, fifty times as fast as they sound.
      for second in 0..<720 {
        try await VirtualClock.wait(.milliseconds(20))
        emit(Self.block(seconds: 1, word: second == 0 ? 0..<3 : nil))
      }
    default: break
    }
    try await inner.synthesize(request, emit: emit)
  }

  private static func block(seconds: Double, word: Range<Int>?) -> SpeechBlock {
    let count = Int(seconds * 24_000)
    return SpeechBlock(
      samples: .init(repeating: 0.25, count: count),
      words: word.map { [SpokenWord(text: $0, samples: 0..<count)] } ?? [])
  }

  private static let nonsense = SpeechBlock(
    samples: [.nan, .infinity, -.infinity, 1e30] + .init(repeating: .nan, count: 12_000),
    words: [
      SpokenWord(text: 0..<99_999, samples: 0..<10),
      SpokenWord(text: -5..<2, samples: -7..<Int.max), SpokenWord(text: 3..<3, samples: 5..<5),
    ])
}
