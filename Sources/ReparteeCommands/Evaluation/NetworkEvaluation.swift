internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal
internal import ReparteeTransports

/// The same speech through both transports and networks from good to hopeless.
///
/// A clip meets the same network in both transports: the same queue, and packets lost by the same chance.
struct NetworkEvaluation {
  struct Grid: Sendable {
    /// Per cent.
    var losses = [0, 2, 5, 10, 20]
    /// Milliseconds.
    var jitters = [0, 50, 100, 200]
    /// Milliseconds, without jitter.
    var roundTrip = 40
    var seed: UInt64 = 1
    /// Whether what the caller would hear is transcribed too.
    var hasDown = true
  }

  var grid = Grid()
  var recognizer: any SpeechRecognizer
  /// Nil to leave the sessions out.
  var session: NetworkSession?

  /// What was right in the first cell of each transport: word by word, clip by clip.
  private struct Baseline {
    var up: [[Bool]] = []
    var down: [[Bool]] = []
  }

  init(grid: Grid = Grid(), recognizer: any SpeechRecognizer, session: NetworkSession? = nil) {
    self.grid = grid
    self.recognizer = recognizer
    self.session = session
  }

  func run(_ clips: [CallerClip], note: (String) -> Void) async throws -> NetworkReport {
    var report = NetworkReport(
      roundTrip: grid.roundTrip, recogniser: recognizer.models.first?.name ?? "",
      recordings: clips.count)
    // What is right without loss and jitter is needed even where that is not asked for.
    var first: [EmulatedCall.Transport: (cell: NetworkReport.Cell, right: Baseline)] = [:]
    for transport in EmulatedCall.Transport.allCases {
      var cell = cell(transport, 0, 0, clips)
      let right = try await hear(clips, transport, than: nil, into: &cell)
      first[transport] = (cell, right)
    }
    for loss in grid.losses {
      for jitter in grid.jitters {
        for transport in EmulatedCall.Transport.allCases {
          var cell = cell(transport, loss, jitter, clips)
          if loss == 0, jitter == 0, let first = first[transport] {
            cell = first.cell
          } else {
            _ = try await hear(clips, transport, than: first[transport]?.right, into: &cell)
          }
          cell.replies = try await replies(clips, transport, loss: loss, jitter: jitter)
          report.cells.append(cell)
          note(cell.line)
        }
      }
    }
    return report
  }

  private func cell(
    _ transport: EmulatedCall.Transport, _ loss: Int, _ jitter: Int, _ clips: [CallerClip]
  ) -> NetworkReport.Cell {
    NetworkReport.Cell(
      transport: transport.rawValue, lossPercent: loss, jitter: jitter, clips: clips.count)
  }

  /// The network that a clip meets, up and down.
  func lines(_ clip: Int, loss: Int, jitter: Int) -> (up: NetworkLine, down: NetworkLine) {
    let line = NetworkLine(
      delay: MediaTime(nanoseconds: Int64(grid.roundTrip) * 500_000),
      jitter: .milliseconds(Int64(jitter)), loss: Double(loss) / 100, seed: grid.seed)
    return (line.seeded(UInt64(2 * clip)), line.seeded(UInt64(2 * clip + 1)))
  }
}

extension NetworkEvaluation {
  private func hear(
    _ clips: [CallerClip], _ transport: EmulatedCall.Transport, than baseline: Baseline?,
    into cell: inout NetworkReport.Cell
  ) async throws -> Baseline {
    var right = Baseline()
    var (up, down) = (SpeechTally(), SpeechTally())
    for (index, clip) in clips.enumerated() {
      let lines = lines(index, loss: cell.lossPercent, jitter: cell.jitter)
      let outcome = try NetworkTrial(
        transport: transport, up: lines.up, down: lines.down, clip: clip
      ).run()
      let alignment = try await align(outcome.up, clip)
      up.add(outcome.up, alignment, than: baseline?.up[index])
      right.up.append(alignment.isRight)
      if grid.hasDown {
        let alignment = try await align(outcome.down, clip)
        down.add(outcome.down, alignment, than: baseline?.down[index])
        right.down.append(alignment.isRight)
      }
      cell.add(outcome.report)
    }
    cell.up = up.speech
    if grid.hasDown { cell.down = down.speech }
    return right
  }

  private func align(_ way: NetworkTrial.Way, _ clip: CallerClip) async throws -> WordAlignment {
    guard !way.samples.isEmpty else { return WordAlignment(said: clip.text, heard: "") }
    let transcript = try await recognizer.transcribe(
      SpeechSegment(samples: way.samples, speechEnd: way.samples.count, effort: .final))
    return WordAlignment(said: clip.text, heard: transcript.text)
  }

  private func replies(
    _ clips: [CallerClip], _ transport: EmulatedCall.Transport, loss: Int, jitter: Int
  ) async throws -> NetworkReport.Replies? {
    guard let session else { return nil }
    var replies = NetworkReport.Replies(calls: clips.count)
    var times: [Double] = []
    for (index, clip) in clips.enumerated() {
      let lines = lines(index, loss: loss, jitter: jitter)
      switch try await session.run(clip, over: transport, up: lines.up, down: lines.down) {
      case .reply(let time): times.append(time)
      case .early: replies.early += 1
      case .none: replies.missing += 1
      }
    }
    replies.p50 = percentile(times, 0.5)
    replies.p95 = percentile(times, 0.95)
    return replies
  }
}

/// Counts one direction over one network.
private struct SpeechTally {
  private(set) var base = NetworkReport.Speech()
  private var delays: [Double] = []
  private var wholes: [Double] = []

  mutating func add(_ way: NetworkTrial.Way, _ alignment: WordAlignment, than baseline: [Bool]?) {
    base.words += alignment.isRight.count
    base.errors += alignment.errors
    if let baseline {
      base.broken += zip(baseline, alignment.isRight).count { $0 && !$1 }
    }
    delays += way.delays
    if let whole = way.whole { wholes.append(whole) } else { base.unfinished += 1 }
  }

  var speech: NetworkReport.Speech {
    var speech = base
    speech.delayP50 = percentile(delays, 0.5)
    speech.delayP95 = percentile(delays, 0.95)
    speech.wholeP50 = percentile(wholes, 0.5)
    speech.wholeP95 = percentile(wholes, 0.95)
    return speech
  }
}

extension NetworkReport.Cell {
  mutating func add(_ report: EmulatedCall.Report) {
    sent += report.sent
    lost += report.lost
    recovered += report.recovered
    concealed += report.concealed
    retransmissions += report.retransmissions
    timeouts += report.timeouts
  }
}
