import Repartee

/// An earlier transcript of the beginning of a segment, read for what it can save.
///
/// A transcript's tokens are: the plan's number, then each window's count and tokens. They come back from outside, so
/// nothing is believed: what is not of this form is no draft.
struct WhisperDraft {
  /// What the windows were cut and written for.
  enum Plan: Int32 { case partial = 1, final = 2 }

  private var plan: Plan?
  private var windows: [[Int32]] = []
  /// The words not yet written again.
  private(set) var rest: String

  init(_ transcript: Transcript?) {
    rest = transcript?.text ?? ""
    guard let first = transcript?.tokens.first, let plan = Plan(rawValue: first) else { return }
    var tokens = transcript?.tokens.dropFirst() ?? []
    var windows: [[Int32]] = []
    while let count = tokens.popFirst() {
      guard count >= 0, Int(count) <= tokens.count else { return }
      windows.append(Array(tokens.prefix(Int(count))))
      tokens = tokens.dropFirst(Int(count))
    }
    self.plan = plan
    self.windows = windows
  }

  static func tokens(_ windows: [[Int32]], by plan: Plan) -> [Int32] {
    windows.reduce(into: [plan.rawValue]) { tokens, window in
      tokens.append(Int32(clamping: window.count))
      tokens += window
    }
  }

  /// A window that was complete already, and so cannot come out differently.
  mutating func settled(_ index: Int, by plan: Plan) -> [Int32]? {
    guard self.plan == plan, index < windows.count - 1 else { return nil }
    return windows[index]
  }

  /// What the model itself wrote for a window, complete or not.
  /// - Parameter sharing: whether both plans are written by one model.
  func window(_ index: Int, by plan: Plan, sharing: Bool) -> [Int32]? {
    guard self.plan == plan, windows.indices.contains(index) else {
      return sharing && windows.count == 1 && index == 0 ? windows[0] : nil
    }
    return windows[index]
  }

  /// Takes as many words off the rest as `text` has.
  mutating func advance(past text: String) {
    let words = text.split(separator: " ").count
    rest = rest.split(separator: " ").dropFirst(words).joined(separator: " ")
  }
}
