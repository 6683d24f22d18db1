internal import Repartee
internal import ReparteeCore
internal import Synchronization

/// A synthesiser that speaks each clause once and remembers it.
final class CachedVoice: SpeechSynthesizer {
  private let base: any SpeechSynthesizer
  private let known = Mutex<[String: (samples: [Float], words: [SpokenWord])]>([:])

  init(_ base: any SpeechSynthesizer) { self.base = base }

  var model: ModelDescription { base.model }
  var rate: SampleRate { base.rate }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    if let spoken = known.withLock({ $0[request.text] }) {
      return emit(SpeechBlock(samples: spoken.samples, words: spoken.words))
    }
    let heard = Mutex<(samples: [Float], words: [SpokenWord])>(([], []))
    try await base.synthesize(request) { block in
      heard.withLock {
        $0.samples += block.samples
        $0.words += block.words
      }
    }
    let spoken = heard.withLock { $0 }
    known.withLock { $0[request.text] = spoken }
    emit(SpeechBlock(samples: spoken.samples, words: spoken.words))
  }
}

/// An agent whose voice is a recording, cut into words of 300 ms that are named by their place.
struct RecordedVoice: SpeechSynthesizer {
  let model = ModelDescription(name: "recording")
  let rate = SampleRate.hz24000
  /// 24 kHz mono.
  let samples: [Float]

  private static let word = 7_200

  /// What the agent must say for the recording to be heard whole: sentences of fifteen words.
  var text: String {
    let count = max(1, (samples.count + Self.word - 1) / Self.word)
    return (0..<count).map { "p\($0)q" + ($0 % 15 == 14 || $0 == count - 1 ? "." : "") }
      .joined(separator: " ")
  }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    var block = SpeechBlock(samples: [])
    var place = 0
    for word in request.text.split(separator: " ", omittingEmptySubsequences: false) {
      let bytes = place..<place + word.utf8.count
      place = bytes.upperBound + 1
      guard word.first == "p", let index = Int(word.filter(\.isNumber)),
        index * Self.word < samples.count
      else { continue }
      let start = block.samples.count
      let from = index * Self.word
      block.samples += samples[from..<min(from + Self.word, samples.count)]
      block.words.append(SpokenWord(text: bytes, samples: start..<block.samples.count))
    }
    if !block.samples.isEmpty { emit(block) }
  }
}

/// Notes what a recogniser says.
final class NotedRecognizer: SpeechRecognizer {
  private let base: any SpeechRecognizer
  private let texts = Mutex<[String]>([])

  init(_ base: any SpeechRecognizer) { self.base = base }

  var models: [ModelDescription] { base.models }
  var hasPartials: Bool { base.hasPartials }

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let transcript = try await base.transcribe(segment)
    texts.withLock { $0.append(transcript.text) }
    return transcript
  }

  /// What was heard since the last time, empty transcripts too.
  func take() -> [String] {
    texts.withLock { texts in
      defer { texts = [] }
      return texts
    }
  }
}
