public import ReparteeCore

/// Writes the agent's words.
///
/// Shared by all sessions; calls overlap.
public protocol LanguageModel: Sendable {
  var model: ModelDescription { get }
  /// Makes later calls with these instructions start sooner (a local model keeps the KV prefix). Optional to call.
  func prepare(instructions: String) async throws(ModelError)
  /// Generates one reply and hands on its text as it comes.
  /// - Parameter emit: called in order, from any thread, with pieces of text that are whole characters. Not called after return.
  /// - Returns: how much was read and written, and why it ended.
  /// - Throws: `.cancelled` within one token of the calling task's cancellation; `.failed` when the engine fails.
  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage
}

/// One side's words in a conversation.
public struct Message: Sendable, Equatable {
  public enum Role: String, Sendable { case user, assistant }
  public var role: Role
  public var text: String
  public init(_ role: Role, _ text: String) {
    self.role = role
    self.text = text
  }
}

/// How the next token is picked.
public struct Sampling: Sendable, Equatable {
  /// 0 picks the most probable token always.
  public var temperature: Float = 0
  /// The share of probability to pick from, 0…1.
  public var topP: Float = 1
  /// 1 does nothing.
  public var repetitionPenalty: Float = 1
  public var seed: UInt64 = 0
  public init(
    temperature: Float = 0, topP: Float = 1, repetitionPenalty: Float = 1, seed: UInt64 = 0
  ) {
    self.temperature = temperature
    self.topP = topP
    self.repetitionPenalty = repetitionPenalty
    self.seed = seed
  }
}

/// What a language model is asked.
public struct LanguageRequest: Sendable {
  /// The system prompt.
  public var instructions: String
  /// The conversation so far, oldest first, ending with the caller's words. When all does not fit, the oldest are dropped.
  public var messages: [Message]
  public var sampling: Sampling
  /// The most tokens to write.
  public var maximumTokens: Int
  /// Generation ends before any of these would be emitted.
  public var stops: [String]
  /// Whose conversation it is, so that a local model can keep its KV cache from turn to turn.
  public var session: SessionID

  public init(
    instructions: String, messages: [Message], sampling: Sampling = Sampling(),
    maximumTokens: Int = 96, stops: [String] = [], session: SessionID = SessionID(0)
  ) {
    self.instructions = instructions
    self.messages = messages
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stops = stops
    self.session = session
  }
}

/// What a reply took.
public struct LanguageUsage: Sendable, Equatable {
  public enum Ending: String, Sendable { case finished, stopString, length }
  /// Tokens read that were not in the cache.
  public var promptTokens: Int
  /// Tokens of the prompt that were.
  public var cachedTokens: Int
  public var generatedTokens: Int
  public var ending: Ending

  public init(promptTokens: Int, cachedTokens: Int, generatedTokens: Int, ending: Ending) {
    self.promptTokens = promptTokens
    self.cachedTokens = cachedTokens
    self.generatedTokens = generatedTokens
    self.ending = ending
  }
}
