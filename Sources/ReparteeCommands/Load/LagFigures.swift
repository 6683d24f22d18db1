/// How late a server's event loops ran between two looks at its metrics, in milliseconds.
struct LagFigures: Codable, Equatable {
  var median: Double
  var p99: Double
  /// No more than this; infinite lags are counted in the last bucket.
  var most: Double

  private static let name = "repartee_loop_lag_seconds_bucket"

  /// - Parameters:
  ///   - before, after: what `/metrics` said.
  /// - Returns: nil when nothing was measured between them.
  init?(from before: String, to after: String) {
    let earlier = Dictionary(Self.buckets(in: before), uniquingKeysWith: { $1 })
    let buckets = Self.buckets(in: after).map { ($0.0, $0.1 - (earlier[$0.0] ?? 0)) }
      .sorted { $0.0 < $1.0 }
    guard let total = buckets.last?.1, total > 0 else { return nil }
    median = Self.quantile(0.5, of: buckets, total)
    p99 = Self.quantile(0.99, of: buckets, total)
    most = Self.milliseconds(buckets.first { $0.1 >= total }?.0 ?? .infinity, buckets)
  }

  /// Upper bounds in seconds, with how many were below each.
  private static func buckets(in text: String) -> [(Double, Double)] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix(name), let bound = line.split(separator: "\"").dropFirst().first,
        let count = line.split(separator: " ").last.flatMap({ Double($0) })
      else { return nil }
      return (bound == "+Inf" ? .infinity : Double(bound) ?? .infinity, count)
    }
  }

  /// As if the values of a bucket were spread evenly over it.
  private static func quantile(
    _ share: Double, of buckets: [(Double, Double)], _ total: Double
  ) -> Double {
    var (bound, count) = (0.0, 0.0)
    for (nextBound, nextCount) in buckets {
      if nextCount >= share * total {
        guard nextBound.isFinite, nextCount > count else { break }
        return (bound + (nextBound - bound) * (share * total - count) / (nextCount - count)) * 1_000
      }
      (bound, count) = (nextBound, nextCount)
    }
    return milliseconds(.infinity, buckets)
  }

  private static func milliseconds(_ bound: Double, _ buckets: [(Double, Double)]) -> Double {
    guard !bound.isFinite else { return bound * 1_000 }
    return (buckets.last { $0.0.isFinite }?.0 ?? 0) * 1_000
  }
}
