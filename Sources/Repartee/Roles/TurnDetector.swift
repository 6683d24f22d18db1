/// Says how probable it is that the caller has finished the turn, from how it sounds.
public protocol TurnDetector: Sendable {
  var model: ModelDescription { get }
  /// A fresh stream for one caller.
  func makeStream() -> any TurnStream
}

/// One caller's turn detection. Not `Sendable`: it lives on its session's executor.
public protocol TurnStream: AnyObject {
  /// Hears caller audio: 16 kHz mono, any count, every sample of the call in order.
  ///
  /// Media plane: synchronous, no allocation. Features are kept up to date here, so that a question costs the network only.
  func append(_ samples: Span<Float>)
  /// Says that the turn whose end will be asked for began `lead` samples before the newest sample.
  func beginTurn(lead: Int)
  /// The question "is the turn over by now?", to be answered off the session's executor.
  func question() -> TurnQuestion
}

/// A question that owns all it needs, so that it can be answered on any thread.
public struct TurnQuestion: Sendable {
  /// The probability, 0…1, that the turn is over. Cancelling the task abandons it with `.cancelled`.
  public let answer: @Sendable () async throws(ModelError) -> Float

  public init(answer: @escaping @Sendable () async throws(ModelError) -> Float) {
    self.answer = answer
  }
}
