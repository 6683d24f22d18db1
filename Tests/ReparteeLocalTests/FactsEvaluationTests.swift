import Foundation
import Repartee
import Testing

@testable import ReparteeLocal

@Suite("Judging answers about facts")
struct FactsEvaluationTests {
  private func question(
    _ id: Int, _ kind: FactsEvaluation.Question.Kind, _ text: String, must: [String],
    mustNot: [String] = []
  ) throws -> FactsEvaluation.Question {
    let object: [String: Any] = [
      "id": id, "system": "Open from 9 to 5. A wash costs 40 dollars.", "type": kind.rawValue,
      "turns": [text], "must": must, "mustnot": mustNot, "biz": "wash",
    ]
    return try JSONDecoder().decode(
      FactsEvaluation.Question.self, from: JSONSerialization.data(withJSONObject: object))
  }

  @Test("Right, refused, wrong and invented are told apart")
  func verdicts() async throws {
    let questions = [
      try question(0, .fact, "When do you open?", must: ["\\b(9|nine)\\b"], mustNot: ["\\b5\\b"]),
      try question(1, .fact, "And close?", must: ["\\b5\\b"]),
      try question(2, .fact, "A wash?", must: ["(?i)FORTY|40"]),
      try question(3, .fact, "A polish?", must: ["60"]),
      try question(4, .absent, "Wi-Fi?", must: ["don't have"]),
      try question(5, .absent, "Pool?", must: ["no pool"]),
      try question(6, .chat, "Bye", must: ["bye"]),
    ]
    let model = ScriptedModel([
      "When do you open?": "We open at nine.", "And close?": "I'm not sure.",
      "A wash?": "It costs forty dollars.", "A polish?": "That is 60 dollars. See you.",
      "Wi-Fi?": "I don\u{2019}t have that.", "Pool?": "Yes, from 7.", "Bye": "Good BYE.",
    ])
    let report = try await FactsEvaluation(model: model).run(questions)
    let verdicts: [FactsEvaluation.Verdict] = [
      .right, .refused, .right, .refused, .right, .refused, .right,
    ]
    #expect(report.answers.map(\.verdict) == verdicts)
    #expect(report.answers[3].spoken == "Let me check that for you. See you.")
    #expect(report.invented == 0)
    #expect(report.inventedWritten == 2)
    #expect(report.absentRefused == 2)
    #expect(report.text.contains("2 of 4 right, 2 refused, 0 wrong"))
    #expect(report.text.contains("0 invented (2 before the guard)"))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
    #expect(json["right"] as? Int == 2)
    #expect(json["inventedBeforeGuard"] as? Int == 2)
  }

  @Test("Without guards, what is invented is counted")
  func unguarded() async throws {
    let model = ScriptedModel(["Price?": "It is 60 dollars, or seventy."])
    let evaluation = FactsEvaluation(model: model) { reply, _ in reply }
    let report = try await evaluation.run([try question(0, .fact, "Price?", must: ["40"])])
    #expect(report.count(.fact, .wrong) == 1)
    #expect(report.answers[0].invented == ["60", "70"])
  }

  @Test("A pattern or a file that cannot be read is named")
  func invalid() async throws {
    let bad = try question(7, .fact, "?", must: ["(unclosed"])
    let error = await #expect(throws: ModelError.self) {
      try await FactsEvaluation(model: ScriptedModel([:])).run([bad])
    }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("7") == true)
    #expect(throws: ModelError.self) { try FactsEvaluation.questions(at: "/nowhere.json") }
  }

  @Test(
    "Sentences end at their punctuation, not in numbers",
    arguments: [
      ("One. Two? Three!", ["One.", "Two?", "Three!"]), ("It is 3.50 now.", ["It is 3.50 now."]),
      ("\"Yes.\" he said", ["\"Yes.\"", "he said"]), ("", []), (" \n ", []), ("a\nb", ["a", "b"]),
    ])
  func sentences(text: String, sentences: [String]) {
    #expect(PromptSentences.split(text) == sentences)
  }
}

/// Answers the newest message by heart.
private struct ScriptedModel: LanguageModel {
  let model = ModelDescription(name: "scripted")
  let answers: [String: String]
  init(_ answers: [String: String]) { self.answers = answers }
  func prepare(instructions: String) async throws(ModelError) {}
  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    for piece in answers[request.messages.last?.text ?? ""] ?? "" { emit(String(piece)) }
    return LanguageUsage(promptTokens: 0, cachedTokens: 0, generatedTokens: 0, ending: .finished)
  }
}
