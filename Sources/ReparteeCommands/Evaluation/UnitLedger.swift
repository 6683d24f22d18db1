internal import ReparteeCore

/// Every 10 ms of the agent's voice that was heard, and when.
///
/// The other side has no buffer: what is handed over is heard when what came before it has been.
struct UnitLedger {
  struct Heard: Sendable, Equatable {
    var time: MediaTime
    var unit: Int
  }

  static let unitLength = MediaTime.milliseconds(10)
  /// A silence in a reply that is longer than this is a stop.
  static let gap = MediaTime.milliseconds(60)

  private(set) var heard: [Heard] = []
  /// When blocks with sound in them were handed over.
  private(set) var blocks: [MediaTime] = []
  /// When all that was handed over has been heard.
  private var dry = MediaTime.zero

  /// A block of the agent's voice at 24 kHz.
  mutating func add(_ block: Span<Float>, at time: MediaTime) {
    let start = max(time, dry)
    var isSound = false
    var place = 0
    while place + UnitVoice.unit <= block.count {
      if let unit = UnitVoice.unit(of: block[place + UnitVoice.unit / 2]) {
        heard.append(Heard(time: start + .samples(place, at: .hz24000), unit: unit))
        isSound = true
      }
      place += UnitVoice.unit
    }
    guard isSound else { return }
    dry = start + .samples(block.count, at: .hz24000)
    blocks.append(time)
  }

  /// Drops what has not been heard by a time.
  mutating func cut(at time: MediaTime) {
    while let last = heard.last, last.time >= time { heard.removeLast() }
    dry = min(dry, time)
  }

  /// When the last sound ended; zero when there was none.
  var end: MediaTime { heard.last.map { $0.time + Self.unitLength } ?? .zero }

  /// The first block handed over at this time or later.
  func firstBlock(from time: MediaTime) -> MediaTime? {
    guard let last = blocks.last, last >= time else { return nil }
    return blocks.first { $0 >= time }
  }
}
