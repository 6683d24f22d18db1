internal import ReparteeCore

/// Turn after turn: a clip, the reply to it, a pause. The reply floor of the scenario contract.
final class FloorPlan: CallPlan {
  /// One turn.
  struct Turn: Sendable {
    var clip: String
    /// True end of the caller's speech to the first block of the reply; nil when none came.
    var latency: MediaTime?
    var offset: MediaTime
  }

  private enum Phase {
    case idle(until: MediaTime)
    case awaiting(said: MediaTime, offset: MediaTime)
    case hearing(offset: MediaTime, pause: MediaTime)
  }

  private let clips: [CallerClip]
  private let count: Int
  private var random = SeededRandom(seed: 7)
  private var phase = Phase.idle(until: .seconds(4))
  private(set) var turns: [Turn] = []

  /// How long a reply is awaited, from the true end of speech.
  static let patience = MediaTime.seconds(6)

  init(clips: [CallerClip], turns: Int) {
    self.clips = clips
    count = clips.isEmpty ? 0 : turns
  }

  func proceed(at now: MediaTime, on line: ScriptedLine) -> Bool {
    switch phase {
    case .idle(let until) where now >= until:
      guard turns.count < count else { return false }
      let (_, offset) = line.say(clips[turns.count % clips.count])
      phase = .awaiting(said: now, offset: offset)
    case .awaiting(let said, let offset):
      let first = line.ledger.firstBlock(from: said)
      guard first != nil || now >= offset + Self.patience else { break }
      let name = clips[turns.count % clips.count].name
      turns.append(Turn(clip: name, latency: first.map { $0 - offset }, offset: offset))
      // Turns must not lock to one phase of any timer.
      phase = .hearing(offset: offset, pause: .seconds(1.2 + 0.3 * random.unit()))
    case .hearing(let offset, let pause) where now >= max(line.ledger.end, offset) + pause:
      phase = .idle(until: now)
    case .idle, .hearing: break
    }
    return true
  }
}
