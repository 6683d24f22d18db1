public import Repartee
import Synchronization

/// Hears the words that a scripted caller says, and of each segment only those that sound in it.
public final class ScriptedRecognizer: SpeechRecognizer {
  public let models = [ModelDescription(name: "script")]
  private let truth: LineTruth
  private let partials: FakeManners
  private let finals: FakeManners
  private let hears: @Sendable (String, SpeechSegment.Effort) -> String
  private let counts = Mutex((partial: 0, final: 0))

  /// - Parameters:
  ///   - partials: how long partial transcripts take, and what goes wrong.
  ///   - finals: the same of final ones.
  ///   - hears: what it makes of the words; gives them back as they are when nothing is said.
  public init(
    of truth: LineTruth, partials: FakeManners = .prompt, finals: FakeManners = .prompt,
    hears: @escaping @Sendable (String, SpeechSegment.Effort) -> String = { words, _ in words }
  ) {
    self.truth = truth
    self.partials = partials
    self.finals = finals
    self.hears = hears
  }

  /// How many segments it was given.
  public var calls: (partial: Int, final: Int) { counts.withLock { $0 } }

  public func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    if Task.isCancelled { throw ModelError(.cancelled, "The transcript is not wanted any more.") }
    let manner = counts.withLock { counts in
      defer { if segment.effort == .partial { counts.partial += 1 } else { counts.final += 1 } }
      return segment.effort == .partial ? partials(counts.partial) : finals(counts.final)
    }
    let words = truth.words(in: truth.places(of: segment.samples.span)).map(\.text)
    try await manner.wait(before: 0)
    let text = hears(words.joined(separator: " "), segment.effort)
    return Transcript(text: text)
  }
}
