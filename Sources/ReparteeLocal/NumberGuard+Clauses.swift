public import Repartee

/// The number guard as a processor of clauses.
public struct NumberGuardProcessor: ClauseProcessor {
  public let name = "number-guard"

  public init() {}

  public func process(_ clause: Clause, in context: ClauseContext) -> Clause? {
    var numbers = NumberGuard(instructions: context.instructions)
    numbers.allow(context.callerWords)
    numbers.allow(context.agentWords)
    guard !numbers.unknownNumbers(in: clause.text).isEmpty else { return clause }
    // One offer a reply is enough.
    guard !context.spokenSoFar.contains(numbers.offer) else { return nil }
    return Clause(text: numbers.offer, endsSentence: true)
  }
}
