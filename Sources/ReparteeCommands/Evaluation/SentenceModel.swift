internal import Repartee

/// A language model that always says the same, word by word and without delay.
struct SentenceModel: LanguageModel {
  let model = ModelDescription(name: "one sentence")
  let sentence: String

  func prepare(instructions: String) async throws(ModelError) {}

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    let words = sentence.split(separator: " ")
    for (index, word) in words.enumerated() {
      if Task.isCancelled { throw ModelError(.cancelled, "The reply is not wanted any more.") }
      emit(index == 0 ? String(word) : " " + word)
    }
    return LanguageUsage(
      promptTokens: 0, cachedTokens: 0, generatedTokens: words.count, ending: .finished)
  }
}
