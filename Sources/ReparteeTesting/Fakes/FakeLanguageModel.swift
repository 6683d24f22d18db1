public import Repartee
import Synchronization

/// Answers from a function, word by word: a word is a token.
public final class FakeLanguageModel: LanguageModel {
  public let model = ModelDescription(name: "function")
  private let manners: FakeManners
  private let answer: @Sendable (LanguageRequest) throws(ModelError) -> String
  private let asked = Mutex<[LanguageRequest]>([])

  /// - Parameter manners: how long the first word and each further one take, and what goes wrong.
  public init(
    manners: FakeManners = .prompt,
    _ answer: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String
  ) {
    self.manners = manners
    self.answer = answer
  }

  /// What it was asked so far.
  public var requests: [LanguageRequest] { asked.withLock { $0 } }

  public func prepare(instructions: String) async throws(ModelError) {}

  public func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count - 1
    }
    let manner = manners(number)
    let (text, isStopped) = Self.cut(try answer(request), before: request.stops)
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let limit = max(request.maximumTokens, 0)
    for (index, word) in words.prefix(limit).enumerated() {
      if Task.isCancelled { throw ModelError(.cancelled, "The reply is not wanted any more.") }
      try await manner.wait(before: index)
      emit(index == 0 ? String(word) : " " + word)
    }
    if Task.isCancelled { throw ModelError(.cancelled, "The reply is not wanted any more.") }
    if case .hangs? = manner.trouble { try await manner.wait(before: words.count) }
    return LanguageUsage(
      promptTokens: 0, cachedTokens: 0, generatedTokens: min(words.count, limit),
      ending: words.count > limit ? .length : isStopped ? .stopString : .finished)
  }

  private static func cut(_ text: String, before stops: [String]) -> (String, Bool) {
    let places = stops.compactMap { text.firstRange(of: $0)?.lowerBound }
    guard let place = places.min() else { return (text, false) }
    return (String(text[..<place]), true)
  }
}
