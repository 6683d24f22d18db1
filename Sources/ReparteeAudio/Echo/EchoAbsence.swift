/// Notices that a line has no echo: the agent was loud for so long that it would be here at any delay, and nothing is;
/// or something is, but its waveform is not the agent's at all.
struct EchoAbsence: Sendable {
  /// Loud hops of the last 64 from which on the agent counts as loud throughout: no gap reaches 120 ms.
  private static let throughout = 52
  /// Hops of quiet on the line that prove it: longer than such a gap.
  private static let proof = 20

  /// Whether the line is known to have no echo.
  private(set) var isProved = false
  private var loud: UInt64 = 0
  private var quiet = 0
  private var foreign = 0
  /// Hops of somebody else's sound in a row that prove it as well.
  private static let proofOfOther = 10

  mutating func take(isLoud: Bool, isQuiet: Bool) {
    loud = loud << 1 | (isLoud ? 1 : 0)
    quiet = isQuiet && loud.nonzeroBitCount >= Self.throughout ? quiet + 1 : 0
    if quiet >= Self.proof { isProved = true }
  }

  /// Takes a hop of sound on the line while the agent is loud.
  /// - Parameter isForeign: it stands out of the noise, and no delay explains more of it than chance does.
  mutating func take(isForeign: Bool) {
    foreign = isForeign ? foreign + 1 : 0
    if foreign >= Self.proofOfOther { isProved = true }
  }

  mutating func refute() { (isProved, quiet, foreign) = (false, 0, 0) }
}
