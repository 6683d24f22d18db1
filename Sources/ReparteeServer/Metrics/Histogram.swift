/// How often values were at most so large.
struct Histogram: Sendable, Equatable {
  /// Upper bounds in seconds for the stages of a reply: fine where replies are, coarse above.
  static let replies = [
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10,
  ]
  /// For lateness: a call is harmed from some 20 ms on.
  static let lags = [
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 5,
  ]

  let bounds: [Double]
  private(set) var counts: [Int]
  private(set) var count = 0
  private(set) var sum = 0.0

  init(bounds: [Double] = Self.replies) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count)
  }

  mutating func add(_ seconds: Double) {
    count += 1
    sum += seconds
    for (index, bound) in bounds.enumerated() where seconds <= bound { counts[index] += 1 }
  }
}
