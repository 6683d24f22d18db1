internal import Repartee
internal import ReparteeCore
internal import Synchronization

/// The time in which turns count, and what came of them in all calls.
final class MeasuredSpan: Sendable {
  struct Figures: Sendable {
    var isOpen = false
    var turns = 0
    var missed = 0
    var replies: [Double] = []
  }

  private let state = Mutex(Figures())

  var figures: Figures { state.withLock { $0 } }

  func setOpen(_ isOpen: Bool) { state.withLock { $0.isOpen = isOpen } }

  /// - Parameter reply: from the true end of speech, in milliseconds; nil when none came in time.
  func add(reply: Double?) {
    state.withLock { state in
      guard state.isOpen else { return }
      state.turns += 1
      if let reply { state.replies.append(reply) } else { state.missed += 1 }
    }
  }
}

/// A turn every six seconds, for as long as the call is carried.
final class DensityPlan: CallPlan {
  static let period = MediaTime.seconds(6)
  /// Before a transcript can be there: the late reply to an earlier turn.
  static let earliest = MediaTime.milliseconds(90)

  private struct Turn {
    var said: MediaTime
    var offset: MediaTime
    var counts: Bool
  }

  private let clips: [CallerClip]
  private let span: MeasuredSpan
  private var next: MediaTime
  private var place: Int
  private var turn: Turn?

  /// - Parameters:
  ///   - place: which of `count` calls this is; they start spread over a period.
  init(clips: [CallerClip], place: Int, of count: Int, span: MeasuredSpan) {
    self.clips = clips
    self.span = span
    self.place = place
    next = .seconds(1 + 6 * Double(place) / Double(max(count, 1)))
  }

  func proceed(at now: MediaTime, on line: ScriptedLine) -> Bool {
    if let current = turn {
      let first = line.ledger.firstBlock(from: current.said)
      guard first != nil || now >= next - .milliseconds(50) else { return true }
      let latency = first.map { $0 - current.offset }
      let isReply = latency.map { $0 >= Self.earliest } ?? false
      if current.counts { span.add(reply: isReply ? latency?.milliseconds : nil) }
      turn = nil
    } else if now >= next {
      next += Self.period
      let (_, offset) = line.say(clips[place % clips.count])
      place += 1
      turn = Turn(said: now, offset: offset, counts: span.figures.isOpen)
    }
    return true
  }
}
