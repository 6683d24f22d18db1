/// How many of a call's beats are given now.
///
/// After a stall of the loop, what came meanwhile from the network has not been read when the timer fires: if all late
/// beats were given at once, calls would take sound for lost that is only waiting. So one beat is given, and the
/// others a tick later, when the loop has read.
struct BeatPace: Sendable {
  /// Later beats follow, so many of them: two seconds. Further behind the process did not run.
  static let mostLate: Int64 = 100

  private var given: Int64 = 0
  private var isBehind = false

  /// - Parameter total: beats that were due by now since the beginning.
  /// - Returns: how many to give now.
  mutating func beats(of total: Int64) -> Int64 {
    let owed = min(total - given, Self.mostLate)
    guard owed > 0 else { return 0 }
    let now = owed > 1 && !isBehind ? 1 : owed
    isBehind = now < owed
    given = total - owed + now
    return now
  }
}
