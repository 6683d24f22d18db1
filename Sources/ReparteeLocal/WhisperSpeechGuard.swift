/// Tells speech from what Whisper writes when there was none.
///
/// Whisper has learnt from subtitles, and given noise it writes what subtitles say over noise. Not a test of
/// the words alone: a caller may well say "Thank you."
struct WhisperSpeechGuard: Sendable {
  /// Loudness under which nothing is transcribed: the loudest 20 ms has less power than this (-60 dB).
  static let quietest: Float = 1e-6

  /// Whether there is anything to hear at all.
  static func isAudible(_ samples: Span<Float>, in range: Range<Int>) -> Bool {
    (WhisperWindows.blockPowers(of: samples, in: range).max() ?? 0) >= quietest
  }

  /// What remains of a text that the model wrote with these probabilities. Empty when nobody spoke.
  static func checked(_ text: String, _ reading: WhisperReading) -> String {
    let text = withoutStageDirections(text)
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return "" }
    if doubts.contains(where: {
      reading.noSpeech > $0.noSpeech && reading.confidence < $0.confidence
    }) {
      return ""
    }
    if reading.noSpeech > 0.25, isDrawnOut(text) { return "" }
    if phantoms.contains(plain(text)), reading.noSpeech > 0.25 || reading.confidence < -0.8 {
      return ""
    }
    return text
  }

  /// The text without "(upbeat music)", "[BLANK_AUDIO]", "*sighs*" and notes: nobody says brackets.
  static func withoutStageDirections(_ text: String) -> String {
    var kept = ""
    var closing: [Character] = []
    for character in text {
      if let last = closing.last, character == last {
        closing.removeLast()
      } else if let close = brackets[character] {
        closing.append(close)
      } else if closing.isEmpty, !"♪♫♩♬".contains(character) {
        kept.append(character)
      }
    }
    return kept.split(separator: " ").joined(separator: " ")
  }

  private static let brackets: [Character: Character] = ["(": ")", "[": "]", "*": "*"]

  private static func plain(_ text: String) -> String {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
    return words.joined(separator: " ")
  }

  /// Pairs of a probability of no speech and a confidence beyond which a text is dropped.
  ///
  /// Chosen on 74 recordings of noise, animals and music and 201 of speech, 90 of them single digits over the
  /// telephone. With the rule for cries 62 noises are dropped, and of the speech 5 (tiny.en) or 7 (base) digits, nearly
  /// all of them misheard. On the same recordings; there were no others.
  private static let doubts: [(noSpeech: Float, confidence: Float)] = [(0.6, -0.6), (0.3, -1.3)]

  /// "Aaaaah", "AHHHH": cries, written as they sound.
  private static func isDrawnOut(_ text: String) -> Bool {
    var run = 0
    var last: Character?
    for character in text.lowercased() {
      run = character == last && character.isLetter ? run + 1 : 1
      if run == 4 { return true }
      last = character
    }
    return false
  }

  /// What Whisper writes over noise and music.
  private static let phantoms: Set<String> = [
    "thank you", "thank you very much", "thank you so much", "thanks", "thanks for watching",
    "thank you for watching", "thanks for listening", "please subscribe", "you", "bye", "bye bye",
    "so", "oh", "okay", "the end", "music", "i'm sorry", "we'll be right back", "hmm", "mm",
    "see you next time", "subtitles by the amara org community",
  ]
}
