internal import ReparteeTurn

/// What the models said of one silence. All times are seconds from the true end of the sound before it.
///
/// A policy is a function of this; so many can be compared on one run of the models.
struct EndpointTrace: Sendable, Codable {
  enum Set: String, Sendable, Codable, CaseIterable {
    case sentence
    /// Digits in groups, after a question for a number.
    case number
  }

  struct Answer: Sendable, Codable {
    var asked: Double
    var probability: Float
  }

  var clip: String
  var set: Set
  var line: EndpointClip.Line
  var kind: EndpointPoint.Kind
  var expecting: String
  /// Where the voice detector put the last sound.
  var lastSound: Double
  /// When it noticed the silence.
  var noticed: Double
  /// The turn detector, asked when the silence was noticed and every 100 ms after.
  var answers: [Answer]
  /// The turn detector, asked once when the silence had lasted 200 ms.
  var oneShot: Float
  /// The final transcript.
  var words: String
  /// Whether the voice detector heard speech again in the silence.
  var falseVoice: Bool

  /// What the turn detector's answers come to at a time, when an answer takes so long.
  func probability(at time: Double, latency: Double) -> Float? {
    var heard = SilenceAnswers()
    for answer in answers where answer.asked + latency <= time { heard.add(answer.probability) }
    return heard.probability
  }

  var expectation: Expectation { Expectation(rawValue: expecting) ?? .open }
}
