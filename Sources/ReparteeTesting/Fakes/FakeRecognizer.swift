public import Repartee
import Synchronization

/// Hears what it is told to hear: each final segment has the next text, the last one again and again.
///
/// Partials of a segment are the text that its final will have.
public final class FakeRecognizer: SpeechRecognizer {
  public let models = [ModelDescription(name: "script")]
  private let texts: Mutex<[String]>
  /// The segments it was given.
  private let heard = Mutex<[SpeechSegment]>([])

  public init(_ texts: String...) { self.texts = Mutex(texts) }

  public var segments: [SpeechSegment] { heard.withLock { $0 } }

  public func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    heard.withLock { $0.append(segment) }
    let text = texts.withLock { texts in
      defer { if segment.effort == .final, texts.count > 1 { texts.removeFirst() } }
      return texts.first ?? ""
    }
    return Transcript(text: segment.samples.contains { abs($0) > 0.02 } ? text : "")
  }
}
