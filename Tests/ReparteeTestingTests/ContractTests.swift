import Repartee
import ReparteeTesting
import Testing

@Suite("Contract suites pass what keeps the promises and fail what does not")
struct ContractTests {
  /// A second of something loud, then silence.
  static let speech =
    (0..<16_000).map { Float($0 % 128) / 160 - 0.4 } + [Float](repeating: 0, count: 4_000)

  @Test("the fakes keep every promise")
  func fakes() async throws {
    try await RecognizerContractTests(for: FakeRecognizer("hello there"), speech: Self.speech).run()
    try await LanguageModelContractTests(
      for: FakeLanguageModel { _ in "one two three four five" }
    ).run()
    try await SynthesizerContractTests(for: FakeSynthesizer()).run()
    try await VoiceDetectorContractTests(for: LoudnessVoiceDetector()).run()
    try await TurnDetectorContractTests(for: FakeTurnDetector()).run()
  }

  @Test("the fakes that follow a script keep every promise, too")
  func scripted() async throws {
    let truth = LineTruth()
    try await VoiceDetectorContractTests(for: ScriptedVoiceDetector(of: truth)).run()
    try await TurnDetectorContractTests(for: ScriptedTurnDetector(of: truth)).run()
    try await LanguageModelContractTests(
      for: FakeLanguageModel(manners: .prompt) { _ in "one two three four five" }
    ).run()
  }

  @Test("a recogniser with a flaw fails", arguments: BrokenRecognizer.Flaw.allCases)
  func recognizer(flaw: BrokenRecognizer.Flaw) async {
    await #expect(throws: ContractViolation.self) {
      try await RecognizerContractTests(for: BrokenRecognizer(flaw), speech: Self.speech).run()
    }
  }

  @Test("a language model with a flaw fails", arguments: BrokenLanguageModel.Flaw.allCases)
  func languageModel(flaw: BrokenLanguageModel.Flaw) async {
    await #expect(throws: ContractViolation.self) {
      try await LanguageModelContractTests(for: BrokenLanguageModel(flaw)).run()
    }
  }

  @Test("a synthesiser with a flaw fails", arguments: BrokenSynthesizer.Flaw.allCases)
  func synthesizer(flaw: BrokenSynthesizer.Flaw) async {
    await #expect(throws: ContractViolation.self) {
      try await SynthesizerContractTests(for: BrokenSynthesizer(flaw)).run()
    }
  }

  @Test("a voice detector with a flaw fails", arguments: BrokenVoiceDetector.Flaw.allCases)
  func voiceDetector(flaw: BrokenVoiceDetector.Flaw) async {
    await #expect(throws: ContractViolation.self) {
      try await VoiceDetectorContractTests(for: BrokenVoiceDetector(flaw)).run()
    }
  }

  @Test("a turn detector with a flaw fails", arguments: BrokenTurnDetector.Flaw.allCases)
  func turnDetector(flaw: BrokenTurnDetector.Flaw) async {
    await #expect(throws: ContractViolation.self) {
      try await TurnDetectorContractTests(for: BrokenTurnDetector(flaw)).run()
    }
  }

  @Test("a violation says who promised what, and what was found")
  func message() async {
    let violation = await #expect(throws: ContractViolation.self) {
      try await VoiceDetectorContractTests(for: BrokenVoiceDetector(.hearsSilence)).run()
    }
    #expect(violation?.description == "VoiceDetector: silence is no speech. Found: 0.9 in frame 0.")
  }
}
