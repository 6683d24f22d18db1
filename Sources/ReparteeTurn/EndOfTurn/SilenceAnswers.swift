/// The turn detector's answers in one silence, made into one probability.
///
/// A detector hears silence itself as a sign of an end, the more the longer it lasts: asked again after half a
/// second it calls many an unfinished sentence finished. The first answer knows the voice best, so each
/// later one weighs less than the one before it, and can still correct a first answer that was wrong.
public struct SilenceAnswers: Sendable, Equatable {
  private var sum = 0.0
  private var weight = 0.0
  private var next = 1.0

  public init() {}

  /// Takes the next answer of the same silence, 0…1; what is no number is left out.
  public mutating func add(_ probability: Float) {
    guard probability.isFinite else { return }
    sum += Double(min(max(probability, 0), 1)) * next
    weight += next
    next *= Self.fading
  }

  /// How probable it is that the turn is over; nil before the first answer.
  public var probability: Float? { weight > 0 ? Float(sum / weight) : nil }

  /// Between 0.3 and 0.5 the curve of cut-ins over waits is the lowest; see `eval turns`.
  private static let fading = 0.4
}
