/// How something grew: the straight line that fits its samples best.
struct GrowthLine: Codable, Equatable {
  /// By how much it grows with each unit of what it was sampled over.
  var slope: Double
  /// How far the slope may be off, one standard error, if each sample errs for itself.
  var error: Double
  var samples: Int

  /// Least squares.
  /// - Returns: nil for fewer than three samples, and where all were taken at one place.
  init?(_ points: [(x: Double, y: Double)]) {
    guard points.count >= 3 else { return nil }
    let count = Double(points.count)
    let middle = (
      x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count
    )
    let spread = points.reduce(0) { $0 + ($1.x - middle.x) * ($1.x - middle.x) }
    guard spread > 0 else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - middle.x) * ($1.y - middle.y) } / spread
    let rest = points.reduce(0) { sum, point in
      let off = point.y - middle.y - slope * (point.x - middle.x)
      return sum + off * off
    }
    self.slope = slope
    error = (rest / (count - 2) / spread).squareRoot()
    samples = points.count
  }

  /// In other units of both.
  func scaled(by factor: Double) -> GrowthLine {
    var line = self
    line.slope *= factor
    line.error *= factor
    return line
  }

  /// Whether it grows by more than this, beyond what chance would do.
  func exceeds(_ limit: Double) -> Bool { slope - 2 * error > limit }
}
