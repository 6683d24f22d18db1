internal import ReparteeCore

/// What was heard of a reply into which the caller made a sound: all that is needed to judge it.
struct InterruptionTrial: Sendable {
  var clip: String
  /// The true beginning of the caller's sound.
  var onset: MediaTime
  /// The units of the reply; nil when none came.
  var reply: Range<Int>?
  /// From the first block of the reply to the end of the trial.
  var heard: [UnitLedger.Heard]

  init(clip: String, onset: MediaTime, reply: Range<Int>?, heard: [UnitLedger.Heard]) {
    self.clip = clip
    self.onset = onset
    self.reply = reply
    self.heard = heard
  }

  /// - Parameters:
  ///   - start: the first block of the reply.
  ///   - end: when the trial was over.
  init(
    clip: String, ledger: UnitLedger, voice: UnitVoice, start: MediaTime, onset: MediaTime,
    end: MediaTime
  ) {
    let from = ledger.heard.lastIndex { $0.time < start - .milliseconds(1) }.map { $0 + 1 } ?? 0
    let heard = ledger.heard[from...].filter { $0.time < end }
    let reply = heard.first.flatMap { voice.reply(with: $0.unit)?.range }
    self.init(clip: clip, onset: onset, reply: reply, heard: heard)
  }

  /// A trial in which no reply came.
  init(unanswered clip: String) {
    self.init(clip: clip, onset: .zero, reply: nil, heard: [])
  }
}
