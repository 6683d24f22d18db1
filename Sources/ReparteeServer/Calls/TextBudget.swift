internal import NIOCore
internal import ReparteeTransports

/// How often a client may type. Each text is a turn: whoever sends them faster than anybody types takes
/// the models from others.
struct TextBudget {
  /// Texts that may come at once.
  private static let most = 16.0
  /// Texts a second, in the long run.
  private static let rate = 2.0

  static let refusal = CallMessages.error(
    code: "too_many_texts", message: "Two texts a second are answered; the others are dropped.")

  private var left = most
  private var last: NIODeadline?

  /// Takes one text.
  mutating func allows(at now: NIODeadline) -> Bool {
    let passed = last.map { Double((now - $0).nanoseconds) / 1e9 } ?? 0
    last = now
    left = min(Self.most, left + Self.rate * max(0, passed))
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
