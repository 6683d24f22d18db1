/// How well what was heard follows what was played, for every delay up to 630 ms.
///
/// For each delay it keeps the running correlation of the two envelopes over about the last half second, all bands
/// together. A voice coming back rises and falls with what was played in every band; another voice does not.
struct EchoSearch: Sendable {
  /// Delays, one for each hop of 10 ms.
  static let delays = 64
  /// What a hop weighs one hop later: memory of half a second.
  private static let keep: Float = 0.98

  private var played: [EchoBands.Hop]
  private var playedSquares: [EchoBands.Hop]
  private var products: [EchoBands.Hop]
  private var heard = EchoBands.Hop.zero
  private var heardSquares = EchoBands.Hop.zero
  /// Hops in the sums, each counted by its weight.
  private(set) var weight: Float = 0

  init() {
    played = [EchoBands.Hop](repeating: .zero, count: Self.delays)
    playedSquares = played
    products = played
  }

  mutating func reset() {
    guard weight > 0 else { return }
    for delay in 0..<Self.delays {
      played[delay] = .zero
      playedSquares[delay] = .zero
      products[delay] = .zero
    }
    (heard, heardSquares, weight) = (.zero, .zero, 0)
  }

  /// Takes the hop heard at `position`.
  /// - Parameters:
  ///   - least: what was played counts as at least this loud: quieter is lost in the noise of what is heard.
  mutating func add(
    _ hop: EchoBands.Hop, at position: Int, reference: borrowing EchoHistory, least: EchoBands.Hop
  ) {
    // In tens of decibels around the usual level, so that the sums stay small and exact.
    let y = (hop + 60) * 0.1
    heard = heard * Self.keep + y
    heardSquares = heardSquares * Self.keep + y * y
    weight = weight * Self.keep + 1
    for delay in 0..<Self.delays {
      let x = (pointwiseMax(reference[position - delay], least) + 60) * 0.1
      played[delay] = played[delay] * Self.keep + x
      playedSquares[delay] = playedSquares[delay] * Self.keep + x * x
      products[delay] = products[delay] * Self.keep + x * y
    }
  }

  /// The likeness at one delay, -1…1; zero where one side stood still.
  func correlation(at delay: Int) -> Float {
    guard weight > 1 else { return 0 }
    let share = 1 / weight
    let (x, y) = (played[delay] * share, heard * share)
    let both = (products[delay] * share - x * y).sum()
    let ofPlayed = (playedSquares[delay] * share - x * x).sum()
    let ofHeard = (heardSquares * share - y * y).sum()
    // Less than 2 dB of movement a band says nothing.
    guard ofPlayed > 0.3, ofHeard > 0.3 else { return 0 }
    return both / (ofPlayed * ofHeard).squareRoot()
  }

  /// The delay with the greatest likeness.
  func best() -> (delay: Int, correlation: Float) {
    var best = (delay: 0, correlation: -Float.infinity)
    for delay in 0..<Self.delays {
      let found = correlation(at: delay)
      if found > best.correlation { best = (delay, found) }
    }
    return best
  }
}
