internal import Repartee
internal import ReparteeCore
internal import ReparteeInference
internal import ReparteeLocal

/// Services that cost nothing, so that what is measured under load is the server: only the voice detector is real.
enum MockServices {
  static func models() throws -> ModelSet {
    ModelSet(
      voice: try SileroVoiceDetector(home: .standard), turn: CertainTurns(),
      recognizer: PunctualRecognizer(), language: SentenceModel(sentence: UnitVoice.sentence),
      speech: ToneVoice(rate: .hz24000))
  }

  /// Nothing is heard and nothing said: for a server that echoes. Its voice has the rate of what callers say, so that the
  /// transports do all the converting, as they do for any agent.
  static func echo() -> ModelSet {
    ModelSet(
      voice: DeafDetector(), turn: nil, recognizer: PunctualRecognizer(),
      language: SentenceModel(sentence: UnitVoice.sentence), speech: ToneVoice(rate: .hz16000))
  }
}

/// Hears nobody.
private struct DeafDetector: VoiceDetector {
  let model = ModelDescription(name: "mock")
  let hop = 512

  func makeStream() -> any VoiceStream { Stream() }

  private final class Stream: VoiceStream {
    func process(_ frame: Span<Float>) -> Float { 0 }
    func reset() {}
  }
}

/// Takes every silence for the end of the turn.
private struct CertainTurns: TurnDetector {
  let model = ModelDescription(name: "mock")

  func makeStream() -> any TurnStream { Stream() }

  private final class Stream: TurnStream {
    func append(_ samples: Span<Float>) {}
    func beginTurn(lead: Int) {}
    func question() -> TurnQuestion { TurnQuestion { () throws(ModelError) -> Float in 0.95 } }
  }
}

/// Hears the same in everything, 100 ms after it is asked: as long as a remote recogniser takes.
private struct PunctualRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "mock")]
  let hasPartials = false

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    do { try await Task.sleep(for: .milliseconds(100)) } catch {
      throw ModelError(.cancelled, "The transcript is not wanted any more.")
    }
    return Transcript(text: "What time do you open on Saturday?")
  }
}

/// Every clause is a tone of one second.
private struct ToneVoice: SpeechSynthesizer {
  let model = ModelDescription(name: "mock")
  let rate: SampleRate
  private let tone: [Float]

  init(rate: SampleRate) {
    self.rate = rate
    let half = rate.hertz / 2_000
    tone = (0..<rate.hertz).map { $0 / half % 2 == 0 ? 0.1 : -0.1 }
  }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    emit(
      SpeechBlock(
        samples: tone,
        words: [SpokenWord(text: 0..<request.text.utf8.count, samples: 0..<tone.count)]))
  }
}
