internal import ReparteeCore
internal import ReparteeTurn

/// How long what a policy needs takes, in seconds.
struct EndpointLatencies: Sendable, Codable {
  var name: String
  /// From a question to the turn detector to its answer.
  var detector = 0.095
  /// From the true end of speech, or else from when silence was noticed, to the final transcript.
  var transcript: Double
  var countsFromTrueEnd: Bool

  /// The scenario contract that the peers were measured by.
  static let contract = EndpointLatencies(
    name: "transcript 100 ms after the true end", transcript: 0.1, countsFromTrueEnd: true)
  /// The local models on two quiet cores.
  static let local = EndpointLatencies(
    name: "local transcript, 240 ms after silence is noticed", transcript: 0.24,
    countsFromTrueEnd: false)

  func transcript(of trace: EndpointTrace) -> Double {
    countsFromTrueEnd ? transcript : trace.noticed + transcript
  }
}

/// A rule that ends turns. Nobody ends one without its transcript.
enum EndpointPolicy: Sendable {
  /// `EndOfTurn`, asked again and again.
  case repartee(EndOfTurn.Limits)
  /// Silence of this many seconds.
  case silence(Double)
  /// One question after 200 ms of silence; a short delay from `threshold` on, a long one below. The delays
  /// count from the last sound.
  case oneShot(threshold: Float, short: Double, long: Double)

  /// When the turn is taken to be over, in seconds from the true end of the sound.
  func commit(_ trace: EndpointTrace, _ latencies: EndpointLatencies) -> Double {
    let transcript = latencies.transcript(of: trace)
    switch self {
    case .silence(let length):
      return max(trace.lastSound + length, trace.noticed, transcript)
    case .oneShot(let threshold, let short, let long):
      let answered = max(trace.lastSound + 0.2, trace.noticed) + latencies.detector
      let delay = trace.oneShot >= threshold ? short : long
      return max(trace.lastSound + delay, answered, transcript)
    case .repartee(let limits):
      return repartee(limits, trace, latencies, transcript: transcript)
    }
  }

  /// The turn machine's own course: it looks every 20 ms.
  private func repartee(
    _ limits: EndOfTurn.Limits, _ trace: EndpointTrace, _ latencies: EndpointLatencies,
    transcript: Double
  ) -> Double {
    let expecting = trace.expectation
    let known = WordsSoFar(trace.words, expecting: expecting)
    let longest = trace.lastSound + max(limits.maximum.seconds, limits.minimum.seconds)
    var time = max(trace.noticed, transcript)
    while time < longest {
      let wait = EndOfTurn.wait(
        probability: trace.probability(at: time, latency: latencies.detector), words: known,
        expecting: expecting, pace: CallerPace(), limits: limits)
      if time >= trace.lastSound + wait.length.seconds { return time }
      time += 0.02
    }
    return time
  }
}
