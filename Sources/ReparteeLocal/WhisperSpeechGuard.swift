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
    // OpenAI's own rule, with its thresholds.
    if reading.noSpeech > 0.6, reading.confidence < -1 { return "" }
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

  /// What Whisper writes over noise and music.
  private static let phantoms: Set<String> = [
    "thank you", "thank you very much", "thank you so much", "thanks", "thanks for watching",
    "thank you for watching", "thanks for listening", "please subscribe", "you", "bye", "bye bye",
    "so", "oh", "okay", "the end", "music", "i'm sorry", "we'll be right back", "hmm", "mm",
    "see you next time", "subtitles by the amara org community",
  ]
}
