/// Decides from the receiver's reports, one a second, whether the agent's speech is to be sent with redundancy.
///
/// Redundancy needs the part of Opus that costs three times the work and 4 ms of delay, so it is used only while
/// packets are lost. It comes quickly and goes slowly.
struct LossPolicy: Sendable {
  /// More is lost than may be, and so much that one report is enough.
  static let threshold = 0.02
  static let alarm = 0.10
  /// Less is lost than this: fine.
  static let fine = 0.01
  /// Reports in a row that turn redundancy on, and off.
  static let reportsToBegin = 2
  static let reportsToEnd = 10

  /// Whether redundancy is wanted.
  private(set) var isLossy = false
  /// The share lost, of late, 0…1.
  private(set) var loss = 0.0
  private var bad = 0
  private var good = 0

  /// Takes one report.
  /// - Parameter loss: the share lost since the report before, 0…1.
  mutating func report(_ loss: Double) {
    guard loss.isFinite else { return }
    let share = max(0, min(loss, 1))
    self.loss += (share - self.loss) / 4
    bad = share > Self.threshold ? bad + 1 : 0
    good = share < Self.fine ? good + 1 : 0
    if bad >= Self.reportsToBegin || share > Self.alarm { isLossy = true }
    if good >= Self.reportsToEnd { isLossy = false }
  }
}
