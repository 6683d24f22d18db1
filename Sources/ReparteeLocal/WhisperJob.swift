import Repartee
import ReparteeInference

/// One segment being transcribed, on a worker thread.
struct WhisperJob: Sendable {
  private let segment: SpeechSegment
  private let model: WhisperModel
  private let plan: WhisperDraft.Plan
  private let sharesTokens: Bool
  private let longest: Int

  init(_ segment: SpeechSegment, final: WhisperModel, partial: WhisperModel) {
    self.segment = segment
    let isFinal = segment.effort == .final
    model = isFinal ? final : partial
    plan = isFinal ? .final : .partial
    sharesTokens = final === partial
    longest = isFinal ? WhisperModel.longestWindow : WhisperRecognizer.partialWindow
  }

  /// - Throws: `.cancelled`, `.failed`.
  func run(_ token: CancellationToken) throws(ModelError) -> Transcript {
    let samples = segment.samples.span
    let end = min(max(segment.speechEnd, 0), samples.count)
    guard end > 0 else { return Transcript(text: "") }
    let count = min(end + WhisperRecognizer.margin, samples.count)
    let ranges = WhisperWindows.ranges(of: samples, count: count, longest: longest)
    var draft = WhisperDraft(segment.draft)
    var windows: [[Int32]] = []
    var parts: [Transcript.Part] = []
    for (index, range) in ranges.enumerated() {
      guard !token.isCancelled else { throw WhisperModel.cancelled }
      let window: Window
      if index < ranges.count - 1, let settled = draft.settled(index, by: plan) {
        window = Window(tokens: settled, text: model.vocabulary.text(settled))
      } else {
        window = try hear(samples, range, guess: guess(index, &draft), token)
        draft.advance(past: window.text)
      }
      windows.append(window.tokens)
      let text = WhisperLoopGuard.unrepeated(window.text.trimmed)
      guard !text.isEmpty else { continue }
      parts += WhisperTiming.parts(of: text, in: range.clamped(to: 0..<end), of: samples)
    }
    let text = WhisperLoopGuard.unrepeated(parts.map(\.text).joined(separator: " "))
    return Transcript(text: text, parts: parts, tokens: WhisperDraft.tokens(windows, by: plan))
  }

  private struct Window {
    var tokens: [Int32] = []
    var text = ""
  }

  private func guess(_ index: Int, _ draft: inout WhisperDraft) -> [Int32] {
    if let own = draft.window(index, by: plan, sharing: sharesTokens) { return own }
    return model.vocabulary.draft(draft.rest)
  }

  private func hear(
    _ samples: Span<Float>, _ range: Range<Int>, guess: [Int32], _ token: CancellationToken
  ) throws(ModelError) -> Window {
    guard WhisperSpeechGuard.isAudible(samples, in: range) else { return Window() }
    let audio = try model.encode(samples.extracting(range), token)
    // Nobody speaks more than eight tokens a second for long.
    let limit = range.count / 2_000 + 16
    let reading = try model.decode(audio, draft: guess, limit: limit, token)
    let text = WhisperSpeechGuard.checked(model.vocabulary.text(reading.tokens), reading)
    return Window(tokens: text.isEmpty ? [] : reading.tokens, text: text)
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let head = drop(while: \.isWhitespace)
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
