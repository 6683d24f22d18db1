import Repartee
import ReparteeAudio
import ReparteeCore
import ReparteeInference
import ReparteeLocal
import ReparteeTesting
import Synchronization
import Testing

/// The local adapters keep the promises of their roles. They are heavy, so one at a time.
@Suite(
  "The local models keep their contracts", .serialized,
  .enabled(if: ModelHome.installed, "run ./repartee setup"))
struct ContractTests {
  private static func synthesizer() throws -> HibariSynthesizer {
    try HibariSynthesizer(workers: ModelWorkers(name: "contract", threads: 2))
  }

  @Test("Silero's voice detector")
  func voiceDetector() async throws {
    try await VoiceDetectorContractTests(for: SileroVoiceDetector(home: .standard)).run()
  }

  @Test("Smart Turn")
  func turnDetector() async throws {
    try await TurnDetectorContractTests(for: SmartTurnDetector(home: .standard)).run()
  }

  @Test("Hibari")
  func synthesizer() async throws {
    try await SynthesizerContractTests(for: Self.synthesizer()).run()
  }

  @Test("Whisper, on words that Hibari speaks")
  func recognizer() async throws {
    let voice = try Self.synthesizer()
    let spoken = Mutex<[Float]>([])
    try await voice.synthesize(SpeechRequest(text: "What time do you open on Saturday?")) { block in
      spoken.withLock { $0 += block.samples }
    }
    let speech = RateConverter(from: voice.rate, to: .hz16000).convert(spoken.withLock { $0 })
    let recognizer = try WhisperRecognizer(final: .base, home: .standard)
    let padded = speech + [Float](repeating: 0, count: 3_200)
    try await RecognizerContractTests(for: recognizer, speech: padded).run()
  }

  @Test("SmolLM2 with the receptionist's adapter")
  func languageModel() async throws {
    let request = LanguageRequest(
      instructions: "You are the receptionist of Corner Bikes. It is open from 10 to 6.",
      messages: [Message(.user, "When are you open?")], maximumTokens: 32)
    // A small context, so that a conversation that does not fit is soon read.
    let model = try await LlamaLanguageModel.load(contextTokens: 2_048)
    try await LanguageModelContractTests(for: model, request: request, longConversation: 30).run()
  }
}
