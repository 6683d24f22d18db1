import Repartee
import ReparteeCore
import ReparteeTesting
import Synchronization

/// A recogniser that breaks one promise.
final class BrokenRecognizer: SpeechRecognizer {
  enum Flaw: CaseIterable {
    case hearsSilence, untrimmed, partsBackwards, partsTooLong, ignoresCancellation, failsShort
    case failsNonsense, refusesOverlap, nameless, deaf
  }

  let flaw: Flaw
  private let busy = Mutex(0)

  init(_ flaw: Flaw) { self.flaw = flaw }

  var models: [ModelDescription] { flaw == .nameless ? [] : [ModelDescription(name: "broken")] }

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    if Task.isCancelled, flaw != .ignoresCancellation { throw ModelError(.cancelled, "Cancelled.") }
    if flaw == .failsShort, segment.samples.count < 400 { throw ModelError(.failed, "Short.") }
    if flaw == .failsNonsense, segment.draft?.tokens.isEmpty == false {
      throw ModelError(.failed, "The draft is nonsense.")
    }
    if flaw == .refusesOverlap { try await overlapFails() }
    if flaw == .deaf { return Transcript(text: "") }
    if flaw == .hearsSilence { return Transcript(text: "Thank you for watching") }
    guard segment.samples.contains(where: { abs($0) > 0.02 }) else { return Transcript(text: "") }
    let length = Double(segment.samples.count) / 16_000
    var parts = [
      Transcript.Part(start: 0, end: length / 2, text: "hello"),
      Transcript.Part(start: length / 2, end: length, text: "there"),
    ]
    if flaw == .partsBackwards { parts.reverse() }
    if flaw == .partsTooLong { parts[1].end = length + 30 }
    return Transcript(text: flaw == .untrimmed ? " hello there" : "hello there", parts: parts)
  }

  /// Stays busy long enough for the calls beside this one to be made.
  private func overlapFails() async throws(ModelError) {
    let others = busy.withLock { count in
      count += 1
      return count
    }
    for _ in 0..<1_000 { await Task.yield() }
    let most = busy.withLock { count in
      defer { count -= 1 }
      return max(count, others)
    }
    if most > 1 { throw ModelError(.failed, "Busy.") }
  }
}

/// A language model that breaks one promise.
final class BrokenLanguageModel: LanguageModel {
  enum Flaw: CaseIterable {
    case silent, ignoresStops, ignoresLimit, splitsCharacters, ignoresCancellation, slowToCancel
    case emitsLate, failsLong, failsPrepare, nameless
  }

  let flaw: Flaw
  private let kept = Mutex<(@Sendable (String) -> Void)?>(nil)

  init(_ flaw: Flaw) { self.flaw = flaw }

  var model: ModelDescription { ModelDescription(name: flaw == .nameless ? "" : "broken") }

  func prepare(instructions: String) async throws(ModelError) {
    if flaw == .failsPrepare, instructions.isEmpty { throw ModelError(.failed, "Empty.") }
  }

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    if flaw == .failsLong, request.messages.count > 40 { throw ModelError(.failed, "Too long.") }
    // A piece of this reply goes to whoever asked before.
    if flaw == .emitsLate { kept.withLock { $0.replace(with: emit)?("late") } }
    let limit = flaw == .ignoresLimit ? 500 : request.maximumTokens
    let words = ["one", " two", " three", " four", " five"]
    var count = 0
    if flaw == .silent { return usage(0) }
    while count < limit, flaw == .slowToCancel || flaw == .ignoresLimit || count < words.count {
      if Task.isCancelled, flaw != .ignoresCancellation {
        if flaw == .slowToCancel { await dawdle(emit) }
        throw ModelError(.cancelled, "Cancelled.")
      }
      let word = words[count % words.count]
      let stops = request.stops.contains { word.contains($0) }
      if stops, flaw != .ignoresStops { return usage(count, .stopString) }
      emit(flaw == .splitsCharacters ? word + "\u{FFFD}" : word)
      count += 1
      await Task.yield()
    }
    return usage(count)
  }

  private func dawdle(_ emit: @Sendable (String) -> Void) async {
    for _ in 0..<1_000 {
      emit("more")
      await Task.yield()
    }
  }

  private func usage(_ tokens: Int, _ ending: LanguageUsage.Ending = .finished) -> LanguageUsage {
    LanguageUsage(promptTokens: 0, cachedTokens: 0, generatedTokens: tokens, ending: ending)
  }
}

extension Optional {
  /// Puts a new value in and gives the old one out.
  fileprivate mutating func replace(with new: Wrapped) -> Wrapped? {
    defer { self = new }
    return self
  }
}

/// A synthesiser that breaks one promise.
struct BrokenSynthesizer: SpeechSynthesizer {
  enum Flaw: CaseIterable {
    case mute, speaksNothing, tooLoud, notFinite, wordsOutside, wordsBackwards, wordsEarly
    case ignoresCancellation, failsOdd, nameless
  }

  let flaw: Flaw
  let rate = SampleRate.hz24000

  init(_ flaw: Flaw) { self.flaw = flaw }

  var model: ModelDescription { ModelDescription(name: flaw == .nameless ? "" : "broken") }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    if Task.isCancelled, flaw != .ignoresCancellation { throw ModelError(.cancelled, "Cancelled.") }
    if flaw == .failsOdd, request.text.contains("[") { throw ModelError(.failed, "Brackets.") }
    let length = request.text.utf8.count
    let isWordless = !request.text.contains { $0.isLetter || $0.isNumber }
    if flaw == .mute || (isWordless && flaw != .speaksNothing) { return }
    let level: Float = flaw == .tooLoud ? 1.5 : flaw == .notFinite ? .nan : 0.25
    var words = [SpokenWord(text: 0..<min(1, length), samples: 0..<100)]
    if length > 4 { words.append(SpokenWord(text: 2..<4, samples: 100..<200)) }
    if flaw == .wordsOutside { words[words.count - 1].text = 0..<(length + 1) }
    if flaw == .wordsBackwards { words.reverse() }
    let blocks =
      flaw == .wordsEarly ? [words, []] : [Array(words.prefix(1)), Array(words.dropFirst())]
    for block in blocks {
      emit(SpeechBlock(samples: .init(repeating: level, count: 100), words: block))
    }
  }
}
