import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

@testable import Repartee

/// A call's engine that a test drives by hand, with models that answer at once and a journal that keeps nothing.
struct EngineCall {
  private final class NoJournal: JournalSink {
    var bytes = 0
    func append(_ more: [UInt8]) { bytes += more.count }
  }

  static let reply = ["We", " open", " at", " nine", " on", " Saturday", "."]
  private static let tone = [Float](repeating: 0.1, count: 12_000)

  let engine: SessionEngine
  private let silence = [Float](repeating: 0, count: 320)
  private let sound = [Float](repeating: 0.3, count: 320)
  private var agent = [Float](repeating: 0, count: 480)
  private var blocks: Int64 = 0
  /// What the newest call of the language model was asked by.
  private(set) var turns = 0

  var now: MediaTime { .milliseconds(20 * blocks) }

  init() {
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: FakeTurnDetector(), recognizer: FakeRecognizer(""),
      language: FakeLanguageModel { _ in "" }, speech: FakeSynthesizer())
    var agent = Agent("Test", instructions: "Be brief.")
    // Silence would make it ask whether anybody is there.
    agent.turn.repromptAfter = .zero
    agent.turn.awayAfter = .seconds(6_000)
    engine = SessionEngine(
      agent: agent, models: models, id: SessionID(1), journal: NoJournal(), observer: { _, _ in })
  }

  /// 20 ms.
  mutating func step(speaks: Bool = false) {
    blocks += 1
    // A block may not be used while the rest of this is looked at.
    let (call, time, caller) = (engine, now, speaks ? sound : silence)
    var block = agent.mutableSpan
    call.exchange(caller: caller.span, agent: &block, at: time)
  }

  /// Makes the agent speak for so long.
  func speak(seconds: Int) {
    engine.handle(.command(.text("Go on.")), at: now)
    for call in engine.takeCalls().start {
      guard case .generate = call.work else { continue }
      deliver(.token(call.id, "Yes."))
      deliver(.tokensEnded(call.id))
    }
    for call in engine.takeCalls().start {
      guard case .synthesize(_, let epoch) = call.work else { continue }
      let samples = [Float](repeating: 0.1, count: seconds * 24_000)
      deliver(.speech(call.id, samples: samples.count, words: []), samples, epoch)
      deliver(.speechEnded(call.id))
    }
  }

  private func deliver(_ input: SessionInput, _ audio: [Float] = [], _ epoch: Epoch = .none) {
    engine.deliver(ModelResult(input: input, audio: audio, epoch: epoch), at: now)
  }

  /// The caller asks for a second and is answered.
  mutating func turn() {
    for _ in 0..<50 {
      step(speaks: true)
      answer()
    }
    // Words and silence, and the answer of half a second.
    for _ in 0..<150 {
      step()
      answer()
    }
  }

  /// Does what models would.
  private mutating func answer() {
    guard engine.hasRequests else { return }
    for call in engine.takeCalls().start {
      switch call.work {
      case .recognize: deliver(.transcript(call.id, text: "What time do you open on Saturday?"))
      case .turn: deliver(.turnProbability(call.id, 0.95))
      case .generate:
        turns += 1
        for piece in Self.reply { deliver(.token(call.id, piece)) }
        deliver(.tokensEnded(call.id))
      case .synthesize(let request, let epoch):
        let words = [
          SpokenWord(text: 0..<request.text.utf8.count, samples: 0..<Self.tone.count)
        ]
        deliver(
          .speech(call.id, samples: Self.tone.count, words: words), Self.tone, epoch)
        deliver(.speechEnded(call.id))
      }
    }
    answer()
  }
}
