/// The least of the last eight stretches of numbers: minimum statistics in constant room.
struct Minima: Sendable, Equatable {
  /// Numbers in a stretch.
  let length: Int
  private var finished = SIMD8<Float>(repeating: .infinity)
  private var current = Float.infinity
  private var count = 0
  private var next = 0

  /// - Parameter length: at least 1.
  init(length: Int) { self.length = max(1, length) }

  /// Nil before the first number.
  var least: Float? {
    let least = min(finished.min(), current)
    return least == .infinity ? nil : least
  }

  mutating func add(_ number: Float) {
    current = min(current, number)
    count += 1
    guard count >= length else { return }
    finished[next] = current
    next = (next + 1) % 8
    (current, count) = (.infinity, 0)
  }
}
