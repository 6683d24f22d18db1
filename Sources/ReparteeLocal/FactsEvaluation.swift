public import Repartee
internal import ReparteeCore
internal import Synchronization

/// Asks a language model questions about its instructions, as callers would, and judges what is spoken.
public struct FactsEvaluation: Sendable {
  /// What became of one question.
  public enum Verdict: String, Sendable, Codable {
    /// The answer has what it must and nothing it must not.
    case right
    /// It says that it does not know, or offers to find out.
    case refused
    /// Neither.
    case wrong
  }

  /// One question with its answer.
  public struct Answer: Sendable, Codable {
    public var id: Int
    public var type: Question.Kind
    public var question: String
    /// What the model wrote.
    public var written: String
    /// What is spoken, after the guards.
    public var spoken: String
    public var verdict: Verdict
    /// Numbers in `written` and in `spoken` that nobody had told the model.
    public var inventedWritten: [String]
    public var invented: [String]
  }

  private let model: any LanguageModel
  private let guards: @Sendable (_ reply: String, _ question: Question) -> String

  /// - Parameters:
  ///   - model: who is asked.
  ///   - guards: what stands between the model and the voice; by default the number guard, sentence by sentence.
  public init(
    model: any LanguageModel,
    guards: @escaping @Sendable (_ reply: String, _ question: Question) -> String = guarded
  ) {
    self.model = model
    self.guards = guards
  }

  /// Asks all questions, each in a conversation of its own.
  /// - Parameter progress: called after each answer.
  /// - Throws: what the model throws; `.invalid` for a question whose patterns cannot be read.
  public func run(
    _ questions: [Question], progress: (Answer) -> Void = { _ in }
  ) async throws(ModelError) -> FactsReport {
    var answers: [Answer] = []
    for question in questions {
      let patterns = try FactsPatterns(question)
      let request = LanguageRequest(
        instructions: question.system, messages: question.messages,
        session: SessionID(UInt64(clamping: question.id)))
      let text = FactsText()
      _ = try await model.generate(request) { text.append($0) }
      let written = text.all
      let spoken = guards(written, question)
      let answer = Answer(
        id: question.id, type: question.type, question: question.turns.last ?? "",
        written: written, spoken: spoken, verdict: patterns.verdict(spoken),
        inventedWritten: FactsPatterns.invented(written, question),
        invented: FactsPatterns.invented(spoken, question))
      answers.append(answer)
      progress(answer)
    }
    return FactsReport(model: model.model.name, answers: answers)
  }

  /// The product's default: the number guard over each sentence.
  public static func guarded(_ reply: String, _ question: Question) -> String {
    var numbers = NumberGuard(instructions: question.system)
    for turn in question.turns { numbers.allow(turn) }
    numbers.beginReply()
    return PromptSentences.split(reply).map { numbers.pass($0) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

/// A reply as it comes.
private final class FactsText: Sendable {
  private let text = Mutex("")
  var all: String { text.withLock { $0 } }
  func append(_ piece: String) { text.withLock { $0 += piece } }
}
