/// The middle and the slow end of what was measured.
struct Quantiles {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Int { sorted.count }
  var median: Double { at(0.5) }
  var p95: Double { at(0.95) }

  private func at(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
  }

  /// For example `median 12.3 ms, p95 15.0 ms, n 24`.
  func text(_ unit: String) -> String {
    "median \(Self.short(median)) \(unit), p95 \(Self.short(p95)) \(unit), n \(count)"
  }

  static func short(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    return "\((value * 100).rounded() / 100)"
  }
}
