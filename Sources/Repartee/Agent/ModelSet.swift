/// The models of a session. Swapping one is changing one line.
public struct ModelSet: Sendable {
  public var voice: any VoiceDetector
  /// Nil: silence alone ends a turn.
  public var turn: (any TurnDetector)?
  public var recognizer: any SpeechRecognizer
  public var language: any LanguageModel
  public var speech: any SpeechSynthesizer

  public init(
    voice: any VoiceDetector, turn: (any TurnDetector)?, recognizer: any SpeechRecognizer,
    language: any LanguageModel, speech: any SpeechSynthesizer
  ) {
    self.voice = voice
    self.turn = turn
    self.recognizer = recognizer
    self.language = language
    self.speech = speech
  }
}
