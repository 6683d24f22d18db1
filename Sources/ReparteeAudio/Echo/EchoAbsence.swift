/// Notices that a line has no echo: the agent was loud for so long that it would be here at any delay, and nothing is.
struct EchoAbsence: Sendable {
  /// Loud hops of the last 64 from which on the agent counts as loud throughout: no gap reaches 120 ms.
  private static let throughout = 52
  /// Hops of quiet on the line that prove it: longer than such a gap.
  private static let proof = 20

  /// Whether the line is known to have no echo.
  private(set) var isProved = false
  private var loud: UInt64 = 0
  private var quiet = 0

  mutating func take(isLoud: Bool, isQuiet: Bool) {
    loud = loud << 1 | (isLoud ? 1 : 0)
    quiet = isQuiet && loud.nonzeroBitCount >= Self.throughout ? quiet + 1 : 0
    if quiet >= Self.proof { isProved = true }
  }

  mutating func refute() { (isProved, quiet) = (false, 0) }
}
