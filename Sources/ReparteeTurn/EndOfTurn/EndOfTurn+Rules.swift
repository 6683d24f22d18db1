import ReparteeCore

/// How probability and words make a wait.
extension EndOfTurn {
  struct Draft {
    var seconds: Double
    var reason: Reason
  }

  /// Falls from `maximum` at 0 to `minimum` at 1, the more slowly the surer the detector is.
  static func byDetector(_ probability: Float?, _ limits: Limits) -> Draft {
    guard let probability else {
      return Draft(seconds: limits.undetected.seconds, reason: .undetected)
    }
    let doubt = 1 - Double(probability)
    let span = max((limits.maximum - limits.minimum).seconds, 0)
    return Draft(
      seconds: limits.minimum.seconds + span * doubt * doubt.squareRoot() * limits.usablePatience,
      reason: .detector(probability))
  }

  static func apply(
    _ words: WordsSoFar, _ expecting: Expectation, _ limits: Limits, to wait: inout Draft
  ) {
    switch words {
    case .dangling, .filler: hold(limits.dangling, words, limits, &wait)
    case .inNumber: hold(limits.number, words, limits, &wait)
    case .inSpelling: hold(limits.spelling, words, limits, &wait)
    case .answer: hasten(to: limits.answer, keeping: answerDoubt, words, limits, &wait)
    case .complete: hasten(to: limits.minimum, keeping: completeDoubt, words, limits, &wait)
    case .unknown, .plain:
      guard expecting == .number || expecting == .spelling else { return }
      wait.seconds += max(wait.seconds - limits.minimum.seconds, 0) * (lookingUp - 1)
    }
  }

  /// Waits for `length` at least.
  private static func hold(
    _ length: MediaTime, _ words: WordsSoFar, _ limits: Limits, _ wait: inout Draft
  ) {
    let least = limits.minimum.seconds
    let held = least + (length.seconds - least) * limits.usablePatience
    if held > wait.seconds { wait = Draft(seconds: held, reason: .words(words)) }
  }

  /// Waits for `length` and a share of what the detector's doubt asks for beyond the minimum.
  private static func hasten(
    to length: MediaTime, keeping share: Double, _ words: WordsSoFar, _ limits: Limits,
    _ wait: inout Draft
  ) {
    let extra = max(wait.seconds - limits.minimum.seconds, 0)
    let short = length.seconds + extra * share
    if short < wait.seconds { wait = Draft(seconds: short, reason: .words(words)) }
  }

  /// A whole short answer leaves little of the detector's doubt: it hears few such turns.
  private static let answerDoubt = 0.25
  /// A question may still be followed by another.
  private static let completeDoubt = 0.7
  /// Who is asked for a number or an address and has not begun with it is looking for it.
  private static let lookingUp = 1.5
}

extension EndOfTurn.Limits {
  /// `patience` as a factor that is safe to use.
  var usablePatience: Double { patience.isFinite ? max(patience, 0) : 1 }
}

extension EndOfTurn.Reason: CustomStringConvertible {
  /// For captions and journals: "detector 0.93", "dangling word".
  public var description: String {
    switch self {
    case .detector(let probability): "detector \(Self.hundredths(probability))"
    case .undetected: "no detector answer"
    case .words(let words): words.reason
    case .pace(let pause): "the caller's pauses, \(pause.nanoseconds / 1_000_000) ms"
    }
  }

  private static func hundredths(_ value: Float) -> String {
    guard value.isFinite else { return "unknown" }
    let parts = Int((min(max(value, 0), 1) * 100).rounded())
    return "\(parts / 100)." + (parts % 100 < 10 ? "0" : "") + "\(parts % 100)"
  }
}

extension WordsSoFar {
  /// In words, for people.
  var reason: String {
    switch self {
    case .unknown: "no words yet"
    case .plain: "plain words"
    case .dangling: "dangling word"
    case .filler: "filler"
    case .inNumber: "number in progress"
    case .inSpelling: "spelling in progress"
    case .answer: "whole answer"
    case .complete: "whole sentence"
    }
  }
}
