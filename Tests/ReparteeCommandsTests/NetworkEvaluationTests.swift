import Repartee
import ReparteeCore
import ReparteeInference
import ReparteeLocal
import ReparteeTransports
import Testing

@testable import ReparteeCommands

/// What the local recogniser writes down of what the local voice says over bad networks. Heavy, so one at a time.
///
/// Each prints a line of figures.
@Suite(
  "Speech over a bad network, transcribed", .serialized,
  .enabled(if: ModelHome.installed, "run ./repartee setup"))
struct NetworkEvaluationTests {
  private static func clips(_ most: Int) async throws -> [CallerClip] {
    try await NetworkClips.spoken(
      by: try HibariSynthesizer(workers: ModelWorkers(name: "networks", threads: 1)), most: most)
  }

  @Test("few words are lost to 10 % of loss and 100 ms of jitter, and only TCP makes them late")
  func cells() async throws {
    var evaluation = NetworkEvaluation(
      recognizer: try WhisperRecognizer(final: .base, home: .standard))
    evaluation.grid.losses = [10]
    evaluation.grid.jitters = [100]
    evaluation.grid.hasDown = false
    let report = try await evaluation.run(try await Self.clips(2)) { _ in }
    #expect(report.cells.count == 2)
    for cell in report.cells {
      print(
        "INTELLIGIBILITY \(cell.transport) loss 10 %, jitter 100 ms: \(cell.up.errors) of \(cell.up.words) words wrong, "
          + "\(cell.up.broken) broken, delay p50 \(cell.up.delayP50 ?? 0) ms, p95 \(cell.up.delayP95 ?? 0) ms"
      )
      #expect(cell.up.words > 20)
      #expect(cell.up.wordErrorPercent < 15)
      #expect(cell.up.unfinished == 0)
    }
    let delays = report.cells.map { $0.up.delayP95 ?? 0 }
    #expect(delays[0] < 260)
    #expect(delays[1] > delays[0])
  }

  @Test(
    "a quarter of a minute of speech with all that a network can do is understood, and gets no later",
    arguments: [
      NetworkLine(
        delay: .milliseconds(20), jitter: .milliseconds(200), variation: .independent, loss: 0.1,
        duplication: 0.05, damage: 0.01, reordering: 0.05, drift: 0.01, seed: 3)
    ])
  func rough(line: NetworkLine) async throws {
    let parts = try await Self.clips(4)
    let clip = CallerClip(
      name: "all", samples: parts.flatMap(\.samples),
      text: parts.map(\.text).joined(separator: " "))
    let way = try NetworkTrial(
      transport: .webRTC, up: line, down: line.seeded(1), clip: clip
    ).run().up
    let recognizer = try WhisperRecognizer(final: .base, home: .standard)
    let transcript = try await recognizer.transcribe(
      .init(samples: way.samples, speechEnd: way.samples.count, effort: .final))
    let alignment = WordAlignment(said: clip.text, heard: transcript.text)
    let third = way.delays.count / 3
    let early = percentile(Array(way.delays.prefix(third)), 0.5) ?? 0
    let late = percentile(Array(way.delays.suffix(third)), 0.5) ?? .infinity
    print(
      "INTELLIGIBILITY webrtc \(Int(clip.length)) s, loss 10 %, jitter 200 ms in any order, twice 5 %, drift 1 %: "
        + "\(alignment.errors) of \(alignment.isRight.count) words wrong, delay \(Int(early)) → \(Int(late)) ms"
    )
    #expect(way.whole != nil)
    #expect(Double(alignment.errors) < 0.25 * Double(alignment.isRight.count))
    #expect(late - early < 60)
    #expect(late < 400)
  }
}

@Suite("What a network evaluation counts") struct NetworkReportTests {
  @Test("a clip meets the same network in both transports and in every cell")
  func sameChances() {
    let evaluation = NetworkEvaluation(recognizer: SilentRecognizer())
    let one = evaluation.lines(3, loss: 5, jitter: 50)
    let other = evaluation.lines(3, loss: 10, jitter: 0)
    #expect(one.up.seed == other.up.seed)
    #expect(one.up.seed != one.down.seed)
    #expect(one.up.seed != evaluation.lines(4, loss: 5, jitter: 50).up.seed)
    #expect(one.up.loss == 0.05 && one.up.jitter == .milliseconds(50))
    #expect(one.up.delay == .milliseconds(20))
  }

  @Test("the picture has a curve for each transport and jitter, and no number that is none")
  func picture() {
    var report = NetworkReport(roundTrip: 40, recogniser: "x", recordings: 1)
    for loss in [0, 10] {
      for jitter in [0, 100] {
        for transport in EmulatedCall.Transport.allCases {
          var cell = NetworkReport.Cell(
            transport: transport.rawValue, lossPercent: loss, jitter: jitter, clips: 1)
          cell.up.words = 10
          cell.up.errors = loss / 10
          cell.up.delayP95 = Double(50 + loss * 20)
          report.cells.append(cell)
        }
      }
    }
    let svg = NetworkPlot.svg(of: report)
    #expect(svg.matches(of: /stroke-width="2"/).count == 8)
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(report.text.contains("WER %"))
  }
}

private struct SilentRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "silent")]
  let hasPartials = false

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    Transcript(text: "")
  }
}
