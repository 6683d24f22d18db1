internal import Foundation

/// What one policy does to a set of silences: how often it cuts in, and how long it keeps callers waiting.
struct EndpointFigures: Sendable, Codable {
  /// How long the caller is silent before going on, in seconds. All count the same.
  static let pauses = [0.3, 0.5, 0.8, 1.2, 1.5]

  var policy: String
  /// Silences after which the caller went on, times the lengths of pause.
  var pauses: Int
  /// The share of them in which the turn was taken before the caller went on.
  var cutIns: Double
  /// The same for each length of pause.
  var cutInsByLength: [Double]
  /// Silences after which nothing came.
  var ends: Int
  /// From the caller's true last sound to the end of the turn, in milliseconds.
  var mean: Double
  var p50: Double
  var p95: Double

  init(
    _ name: String, _ policy: EndpointPolicy, _ traces: [EndpointTrace],
    _ latencies: EndpointLatencies
  ) {
    let inner = traces.filter { $0.kind != .end }.map { policy.commit($0, latencies) }
    let waits = traces.filter { $0.kind == .end }.map { policy.commit($0, latencies) * 1_000 }
    let shares = Self.pauses.map { pause in
      inner.isEmpty ? 0 : Double(inner.count { $0 < pause }) / Double(inner.count)
    }
    self.policy = name
    pauses = inner.count * Self.pauses.count
    cutInsByLength = shares
    cutIns = shares.reduce(0, +) / Double(shares.count)
    ends = waits.count
    mean = waits.isEmpty ? 0 : waits.reduce(0, +) / Double(waits.count)
    p50 = percentile(waits, 0.5) ?? 0
    p95 = percentile(waits, 0.95) ?? 0
  }
}

/// A policy with one knob turned from hasty to patient.
struct EndpointCurve: Sendable, Codable {
  /// From the shortest mean wait to the longest.
  let points: [EndpointFigures]

  init(_ points: [EndpointFigures]) { self.points = points.sorted { $0.mean < $1.mean } }

  /// The share of cut-ins at a mean wait, between the points on a straight line; that of the nearest end
  /// outside. Nil where even the hastiest point waits longer.
  func cutIns(atMean mean: Double) -> Double? {
    guard let first = points.first, let last = points.last, first.mean <= mean else { return nil }
    if mean >= last.mean { return last.cutIns }
    return Self.between(points, at: mean, by: \.mean, give: \.cutIns)
  }

  /// The mean wait at a share of cut-ins; nil where even the most patient point cuts in more.
  func mean(atCutIns share: Double) -> Double? {
    let falling = points.sorted { $0.cutIns < $1.cutIns }
    guard let first = falling.first, let last = falling.last, first.cutIns <= share else {
      return nil
    }
    if share >= last.cutIns { return last.mean }
    return Self.between(falling, at: share, by: \.cutIns, give: \.mean)
  }

  private static func between(
    _ points: [EndpointFigures], at value: Double, by key: KeyPath<EndpointFigures, Double>,
    give: KeyPath<EndpointFigures, Double>
  ) -> Double? {
    for (low, high) in zip(points, points.dropFirst())
    where low[keyPath: key] <= value && value <= high[keyPath: key] {
      let span = high[keyPath: key] - low[keyPath: key]
      let share = span > 0 ? (value - low[keyPath: key]) / span : 0
      return low[keyPath: give] + (high[keyPath: give] - low[keyPath: give]) * share
    }
    return nil
  }
}
