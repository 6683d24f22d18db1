internal import ReparteeCore

/// Every 10 ms of the agent's voice that was heard, and when.
///
/// The other side has no buffer: what is handed over is heard at once.
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

  /// A block of the agent's voice at 24 kHz.
  mutating func add(_ block: Span<Float>, at time: MediaTime) {
    var isSound = false
    var place = 0
    while place + UnitVoice.unit <= block.count {
      if let unit = UnitVoice.unit(of: block[place + UnitVoice.unit / 2]) {
        heard.append(Heard(time: time + .samples(place, at: .hz24000), unit: unit))
        isSound = true
      }
      place += UnitVoice.unit
    }
    if isSound { blocks.append(time) }
  }

  /// When the last sound ended; zero when there was none.
  var end: MediaTime { heard.last.map { $0.time + Self.unitLength } ?? .zero }

  /// The first block handed over at this time or later.
  func firstBlock(from time: MediaTime) -> MediaTime? {
    guard let last = blocks.last, last >= time else { return nil }
    return blocks.first { $0 >= time }
  }
}

/// What became of a reply into which the caller made a sound.
struct InterruptionOutcome: Sendable, Encodable {
  enum Kind: String, Sendable, Encodable { case kept, resumed, dropped, noReply = "no_reply" }

  var clip: String
  var outcome: Kind
  /// From the true onset to the agent's silence, in milliseconds.
  var stop: Double?
  /// How long the agent was silent before it went on.
  var pause: Double?
  /// Speech that was never heard; below zero it was heard twice.
  var lost: Double?
  /// Whether another reply followed one that was dropped.
  var hasNewReply: Bool?

  enum CodingKeys: String, CodingKey {
    case clip, outcome
    case stop = "stop_ms"
    case pause = "pause_ms"
    case lost = "lost_ms"
    case hasNewReply = "new_reply"
  }

  init(clip: String, outcome: Kind) {
    self.clip = clip
    self.outcome = outcome
  }

  /// - Parameters:
  ///   - start: the first block of the reply.
  ///   - onset: the true beginning of the caller's sound.
  ///   - end: when the trial was over.
  init(
    clip: String, ledger: UnitLedger, voice: UnitVoice, start: MediaTime, onset: MediaTime,
    end: MediaTime
  ) {
    self.init(clip: clip, outcome: .noReply)
    let all = ledger.heard.drop { $0.time < start - .milliseconds(1) }
    guard let first = all.first, let reply = voice.reply(with: first.unit) else { return }
    let mine = all.filter { reply.range.contains($0.unit) }
    let stopIndex = mine.indices.first { index in
      guard index + 1 < mine.count else { return true }
      return mine[index].time >= onset && mine[index + 1].time - mine[index].time > UnitLedger.gap
    }
    guard let stopIndex else { return }
    let last = mine[stopIndex]
    let isLast = stopIndex == mine.count - 1
    if isLast, last.unit >= reply.range.upperBound - 6 {
      outcome = .kept
      return
    }
    let silence = last.time + UnitLedger.unitLength
    stop = (silence - onset).milliseconds
    if isLast {
      outcome = .dropped
      lost = Double(reply.range.upperBound - 1 - last.unit) * 10
      hasNewReply = all.contains {
        $0.time > silence && $0.time < end && !reply.range.contains($0.unit)
      }
    } else {
      outcome = .resumed
      pause = (mine[stopIndex + 1].time - silence).milliseconds
      lost = Double(mine[stopIndex + 1].unit - last.unit - 1) * 10
    }
  }
}
