import Repartee
import ReparteeCore
import Synchronization

/// What the agent's synthesiser made, clause by clause, so that what is heard of it can be told.
///
/// Shared by the synthesiser that writes it and the caller who listens.
final class AgentVoice: Sendable {
  struct Clause: Sendable {
    var text: String
    var samples: [Float] = []
    var words: [SpokenWord] = []

    func word(_ index: Int) -> String {
      guard words.indices.contains(index) else { return "" }
      let bytes = text.utf8
      let range = words[index].text.clamped(to: 0..<bytes.count)
      return String(decoding: bytes.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
  }

  private let made = Mutex<[Clause]>([])

  func begin(_ text: String) -> Int {
    made.withLock { clauses in
      clauses.append(Clause(text: text))
      return clauses.count - 1
    }
  }

  func append(_ block: SpeechBlock, to clause: Int) {
    made.withLock { clauses in
      clauses[clause].samples += block.samples
      clauses[clause].words += block.words
    }
  }

  /// Reads without copying the audio.
  func read<T>(_ body: ([Clause]) -> sending T) -> sending T { made.withLock { body($0) } }
}

/// A synthesiser whose words can be told when they are heard.
struct TracedSynthesizer: SpeechSynthesizer {
  let base: any SpeechSynthesizer
  let voice: AgentVoice

  var model: ModelDescription { base.model }
  var rate: SampleRate { base.rate }

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    let clause = voice.begin(request.text)
    try await base.synthesize(request) { [voice] block in
      voice.append(block, to: clause)
      emit(block)
    }
  }
}
