public import Repartee
import Synchronization

/// Answers from a function, word by word.
public final class FakeLanguageModel: LanguageModel {
  public let model = ModelDescription(name: "function")
  private let answer: @Sendable (LanguageRequest) throws(ModelError) -> String
  private let asked = Mutex<[LanguageRequest]>([])

  public init(_ answer: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String) {
    self.answer = answer
  }

  /// What it was asked so far.
  public var requests: [LanguageRequest] { asked.withLock { $0 } }

  public func prepare(instructions: String) async throws(ModelError) {}

  public func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    asked.withLock { $0.append(request) }
    let words = try answer(request).split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() { emit(index == 0 ? String(word) : " " + word) }
    return LanguageUsage(
      promptTokens: 0, cachedTokens: 0, generatedTokens: words.count, ending: .finished)
  }
}
