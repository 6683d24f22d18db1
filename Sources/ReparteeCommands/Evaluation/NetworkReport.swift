internal import ReparteeTransports

/// What became of speech over each network and transport.
struct NetworkReport: Sendable, Encodable {
  /// One direction over one network.
  struct Speech: Sendable, Encodable {
    var words = 0
    var errors = 0
    /// Words that are right where the same transport loses and delays nothing, and wrong here.
    var broken = 0
    var wordErrorPercent: Double { words > 0 ? 100 * Double(errors) / Double(words) : 0 }
    var delayP50: Double?
    var delayP95: Double?
    /// The last word's delay.
    var wholeP50: Double?
    var wholeP95: Double?
    /// Clips that did not come whole within half a minute.
    var unfinished = 0

    private enum CodingKeys: String, CodingKey {
      case words, errors, broken, wordErrorPercent, delayP50, delayP95, wholeP50, wholeP95
      case unfinished
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(words, forKey: .words)
      try container.encode(errors, forKey: .errors)
      try container.encode(broken, forKey: .broken)
      try container.encode(wordErrorPercent, forKey: .wordErrorPercent)
      try container.encode(delayP50, forKey: .delayP50)
      try container.encode(delayP95, forKey: .delayP95)
      try container.encode(wholeP50, forKey: .wholeP50)
      try container.encode(wholeP95, forKey: .wholeP95)
      try container.encode(unfinished, forKey: .unfinished)
    }
  }

  /// Whole sessions.
  struct Replies: Sendable, Encodable {
    var calls = 0
    var p50: Double?
    var p95: Double?
    /// Calls in which the agent spoke before the caller had ended, and those without an answer.
    var early = 0
    var missing = 0
  }

  struct Cell: Sendable, Encodable {
    var transport: String
    var lossPercent: Int
    var jitter: Int
    var clips: Int
    var up = Speech()
    var down: Speech?
    var replies: Replies?
    /// Of the caller's packets: lost, restored from redundancy, made up, sent again; times a sender waited in vain.
    var sent = 0
    var lost = 0
    var recovered = 0
    var concealed = 0
    var retransmissions = 0
    var timeouts = 0

    /// For the person who waits for the whole.
    var line: String {
      func shown(_ value: Double?) -> String { EvaluationTable.Cell.milliseconds(value).shown }
      return
        "\(lossPercent) %, \(jitter) ms, \(transport): \(up.errors) of \(up.words) words wrong, delay "
        + "\(shown(up.delayP50)) / \(shown(up.delayP95)) ms, reply \(shown(replies?.p50)) / \(shown(replies?.p95)) ms"
    }
  }

  /// Milliseconds, without loss and jitter.
  var roundTrip: Int
  var recogniser: String
  var recordings: Int
  var cells: [Cell] = []

  func cell(_ transport: String, _ loss: Int, _ jitter: Int) -> Cell? {
    cells.first { $0.transport == transport && $0.lossPercent == loss && $0.jitter == jitter }
  }

  var text: String {
    var tables = [speech("Caller to agent", \.up), network]
    if cells.contains(where: { $0.down != nil }) {
      tables.append(speech("Agent to caller, as the page plays it", \.down))
    }
    if cells.contains(where: { $0.replies != nil }) { tables.append(replies) }
    return tables.map(\.text).joined(separator: "\n\n")
  }

  private func speech(_ title: String, _ part: (Cell) -> Speech?) -> EvaluationTable {
    var table = EvaluationTable(
      "\(title); \(recordings) clips, \(recogniser), round trip \(roundTrip) ms and twice the jitter at most",
      columns: [
        "loss %", "jitter ms", "transport", "words", "WER %", "broken", "delay p50", "delay p95",
        "last p50", "last p95", "unfinished",
      ],
      notes: [
        "delay: of each 20 ms of sound, from said to heard, ms; last: of the last sound of the clip",
        "broken: words that are right without loss and jitter over the same transport, and wrong here",
      ])
    for cell in cells {
      guard let speech = part(cell) else { continue }
      table.add([
        .count(cell.lossPercent), .count(cell.jitter), .text(cell.transport),
        .count(speech.words), .number(speech.wordErrorPercent, 1), .count(speech.broken),
        .milliseconds(speech.delayP50), .milliseconds(speech.delayP95),
        .milliseconds(speech.wholeP50), .milliseconds(speech.wholeP95),
        .count(speech.unfinished),
      ])
    }
    return table
  }

  private var network: EvaluationTable {
    var table = EvaluationTable(
      "The caller's packets, in the calls above",
      columns: [
        "loss %", "jitter ms", "transport", "sent", "lost", "restored", "made up", "sent again",
        "time-outs",
      ])
    for cell in cells {
      table.add([
        .count(cell.lossPercent), .count(cell.jitter), .text(cell.transport), .count(cell.sent),
        .count(cell.lost), .count(cell.recovered), .count(cell.concealed),
        .count(cell.retransmissions), .count(cell.timeouts),
      ])
    }
    return table
  }

  private var replies: EvaluationTable {
    var table = EvaluationTable(
      "Whole sessions: from the caller's last sound to the agent's first in the caller's ear, ms",
      columns: ["loss %", "jitter ms", "transport", "calls", "p50", "p95", "early", "no reply"],
      notes: [
        "early: the agent took a gap for the end and spoke before the caller was done; not in p50 and p95"
      ])
    for cell in cells {
      guard let replies = cell.replies else { continue }
      table.add([
        .count(cell.lossPercent), .count(cell.jitter), .text(cell.transport),
        .count(replies.calls), .milliseconds(replies.p50), .milliseconds(replies.p95),
        .count(replies.early), .count(replies.missing),
      ])
    }
    return table
  }
}
