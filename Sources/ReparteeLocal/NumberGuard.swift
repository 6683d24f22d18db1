/// Keeps an agent from saying numbers that nobody told it.
///
/// A small model invents prices, hours and telephone numbers. A clause with a number that is neither in the instructions
/// nor in what was said in the call is replaced by an offer to check. Numbers are compared by value, in digits and in
/// English words: "nine thirty" is 9:30, "five five five oh one nine nine" is 555 0199, "24" is "twenty-four". Other
/// languages' number words pass unseen.
///
/// A pure value; one for each conversation.
public struct NumberGuard: Sendable {
  /// What is said in place of a clause that may not be.
  public var offer = "Let me check that for you."
  private var known: Set<String> = ["911", "112", "999"]
  private var hasOffered = false

  /// - Parameter instructions: the agent's instructions, whose numbers it may say.
  public init(instructions: String) { allow(instructions) }

  /// Allows the numbers of the caller's words, or of agent's words that were heard.
  public mutating func allow(_ text: String) {
    let runs = NumberReader.runs(in: text)
    for (index, run) in runs.enumerated() {
      allow(run.parts)
      // 17:30 is said as five thirty; so is the end of "8 to 18".
      guard let first = run.parts.first, let hour = Int(first), (13...23).contains(hour),
        run.parts.count == 2 && run.parts[1].count == 2
          || run.parts.count == 1 && index > 0 && (Int(runs[index - 1].digits) ?? 25) < 24
      else { continue }
      allow([String(hour - 12)] + run.parts.dropFirst())
    }
  }

  /// Allows every stretch of a number's parts, as a part of it may be said alone.
  private mutating func allow(_ parts: [String]) {
    for from in parts.indices {
      var digits = ""
      for part in parts[from...] {
        digits += part
        known.insert(digits)
      }
    }
    // 3.50 is also 3.5.
    if let last = parts.last, parts.count == 2, last.hasSuffix("0"), last.count == 2 {
      known.insert(parts[0] + last.dropLast())
    }
  }

  /// The numbers of a clause that nobody told the agent, as digits.
  public func unknownNumbers(in clause: String) -> [String] {
    NumberReader.runs(in: clause)
      .filter { !$0.isWeak && !$0.parts.isEmpty && !known.contains($0.digits) }
      .map(\.digits)
  }

  /// Begins a reply, in which an offer is made once at most.
  public mutating func beginReply() { hasOffered = false }

  /// The clause, or what is to be said in its place: the offer, or nothing when it has been made in this reply.
  public mutating func pass(_ clause: String) -> String {
    guard !unknownNumbers(in: clause).isEmpty else { return clause }
    guard !hasOffered else { return "" }
    hasOffered = true
    return offer
  }
}
