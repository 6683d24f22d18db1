import ReparteeCore
import Testing

@testable import ReparteeTransports

/// The way from a caller's microphone to the recogniser in networks from good to hopeless, in simulated time.
///
/// Each prints one line of figures.
@Suite("A call over a bad network") struct ImpairmentTests {
  static let lines = [0.0, 0.05, 0.1, 0.2].flatMap { loss in
    [Int64(0), 50, 200].flatMap { jitter in
      [0.0, 0.05].map { other in
        ImpairedLine(
          loss: loss, duplication: other, damage: other / 5, reordering: other,
          jitter: .milliseconds(jitter))
      }
    }
  }

  private func show(_ line: ImpairedLine, _ report: ImpairedLine.Report) {
    let statistics = report.statistics
    print(
      "IMPAIRMENT \(line.testDescription): score \(Self.rounded(report.early.score)) → "
        + "\(Self.rounded(report.late.score)), delay \(Int(report.early.delay)) → \(Int(report.late.delay)) ms, at most "
        + "\(Int(report.longest)) ms held; made up \(Self.rounded(report.concealedShare * 100)) %, "
        + "\(statistics.recovered) recovered, \(statistics.late) late, \(statistics.shortened) shortened, "
        + "\(statistics.lengthened) lengthened, \(statistics.skipped) left out, \(statistics.packetsLost) lost"
    )
  }

  private static func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

  @Test("Speech stays intelligible and its delay stays near the jitter", arguments: lines)
  func table(line: ImpairedLine) throws {
    let report = try line.run()
    show(line, report)
    let extra = line.reordering > 0 ? 65.0 : 0
    let bound = line.jitter.milliseconds + extra
    #expect(report.late.score > 0.9 - 0.4 * line.loss)
    #expect(report.late.delay <= bound + 90)
    #expect(report.longest <= bound + 120)
    // Of single losses the next packet mends most; what is late is lost, too.
    #expect(report.concealedShare <= line.loss * 0.5 + 0.04)
    #expect(report.statistics.skipped == 0)
  }

  @Test(
    "Ten minutes with clocks 1 % apart do not let the delay grow, nor the speech suffer",
    arguments: [
      ImpairedLine(seconds: 600, drift: 0.01), ImpairedLine(seconds: 600, drift: -0.01),
      ImpairedLine(
        seconds: 600, loss: 0.2, duplication: 0.05, damage: 0.01, reordering: 0.05,
        jitter: .milliseconds(200), drift: 0.01),
    ])
  func tenMinutes(line: ImpairedLine) throws {
    let report = try line.run()
    show(line, report)
    #expect(abs(report.late.delay - report.early.delay) <= 40)
    #expect(report.late.score > report.early.score - 0.05)
    #expect(report.concealedShare < line.loss * 0.6 + 0.001)
    #expect(report.late.score > 0.9 - 0.4 * line.loss)
    #expect(report.longest <= line.jitter.milliseconds * 1.4 + 130)
    #expect(report.statistics.skipped == 0)
  }

  @Test(
    "Worse than any network: nothing traps, the delay stays bounded, and a good line is good again")
  func hopeless() throws {
    let line = ImpairedLine(
      seconds: 30, loss: 0.5, duplication: 0.3, damage: 0.2, reordering: 0.3, jitter: .seconds(1),
      drift: 0.05)
    let report = try line.run()
    show(line, report)
    #expect(report.longest <= 700)
    #expect(report.statistics.refused > 0 && report.statistics.replayed > 0)
  }

  @Test("The measure tells speech from other speech, and from speech with holes")
  func measure() {
    let original = Babble.loudness
    let clean = Intelligibility(of: original, in: Babble.loop, from: 0, speed: 1)
    #expect(clean.score > 0.999 && clean.delay == 0)
    let other = Babble.samples(seconds: 10, seed: 12)
    let wrong = Intelligibility(of: original, in: other, from: 0, speed: 1)
    var holed = Babble.loop
    for index in holed.indices where index / 320 % 5 == 0 { holed[index] = 0 }
    let torn = Intelligibility(of: original, in: holed, from: 0, speed: 1)
    let shifted = Array(repeating: Float(0), count: 1_600) + Babble.loop
    let late = Intelligibility(of: original, in: shifted, from: 0, speed: 1)
    print("IMPAIRMENT measure: other speech \(wrong.score), every fifth frame gone \(torn.score)")
    #expect(late.delay == 100 && late.score > 0.95)
    #expect(wrong.score < 0.6)
    #expect(torn.score < 0.85 && torn.score > wrong.score)
  }
}
