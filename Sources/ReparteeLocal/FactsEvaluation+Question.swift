internal import Foundation
public import Repartee

extension FactsEvaluation {
  /// One question about an agent's instructions, and what makes an answer right.
  public struct Question: Sendable, Codable {
    public enum Kind: String, Sendable, Codable {
      /// The answer is in the instructions.
      case fact
      /// It is not.
      case absent
      /// Small talk and bookings.
      case chat
      /// Out of scope: something else is to be said than an answer.
      case oos
    }

    public var id: Int
    public var system: String
    public var type: Kind
    /// The conversation, the caller first, ending with the question.
    public var turns: [String]
    /// Regular expressions, in any case: an answer matches all.
    public var must: [String]
    /// And none of these.
    public var mustnot: [String]

    /// The conversation as messages.
    public var messages: [Message] {
      turns.enumerated().map { Message($0 % 2 == 0 ? .user : .assistant, $1) }
    }
  }

  /// Reads a file of questions: a JSON array.
  /// - Throws: `.missing` or `.invalid`.
  public static func questions(at path: String) throws(ModelError) -> [Question] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelError(.missing, "\(path) cannot be read: name a file of questions")
    }
    do {
      return try JSONDecoder().decode([Question].self, from: data)
    } catch {
      throw ModelError(
        .invalid,
        "\(path) is not a list of questions with id, system, type, turns, must and mustnot: correct it",
        cause: error)
    }
  }
}
