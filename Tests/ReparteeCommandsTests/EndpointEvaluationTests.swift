import ReparteeCore
import ReparteeTurn
import Testing

@testable import ReparteeCommands

@Suite struct EndpointEvaluationTests {
  private func trace(
    _ kind: EndpointPoint.Kind, _ probability: Float, lastSound: Double = 0, words: String = "hello"
  ) -> EndpointTrace {
    EndpointTrace(
      clip: "a", set: .sentence, line: .telephone, kind: kind, expecting: "open",
      lastSound: lastSound, noticed: lastSound + 0.064,
      answers: [.init(asked: lastSound + 0.064, probability: probability)], oneShot: probability,
      words: words, falseVoice: false)
  }

  @Test("no policy ends a turn before its transcript")
  func transcriptFirst() {
    let late = EndpointLatencies(name: "late", transcript: 0.9, countsFromTrueEnd: true)
    let policies: [EndpointPolicy] = [
      .silence(0.2), .oneShot(threshold: 0.5, short: 0.3, long: 2.5), .repartee(.init()),
    ]
    for policy in policies { #expect(policy.commit(trace(.end, 1), late) == 0.9) }
  }

  @Test("one shot waits long below its threshold and short from it on")
  func oneShot() {
    let policy = EndpointPolicy.oneShot(threshold: 0.5, short: 0.3, long: 2.5)
    #expect(policy.commit(trace(.end, 0.5), .contract) == 0.3)
    #expect(policy.commit(trace(.end, 0.49), .contract) == 2.5)
    #expect(policy.commit(trace(.end, 0.9, lastSound: 0.1), .contract) == 0.4)
  }

  @Test("our policy waits longer the less sure the detector is, and within its limits")
  func ours() {
    let limits = EndOfTurn.Limits()
    var before = 0.0
    for probability in [Float(1), 0.9, 0.7, 0.4, 0.1, 0] {
      let commit = EndpointPolicy.repartee(limits).commit(trace(.end, probability), .contract)
      #expect(commit >= before && commit <= limits.maximum.seconds + 0.021)
      before = commit
    }
    let dangling = trace(.end, 1, words: "I would like to")
    #expect(EndpointPolicy.repartee(limits).commit(dangling, .contract) >= 0.9)
  }

  @Test("a pause is cut into when the turn is taken before the caller goes on")
  func figures() {
    let figures = EndpointFigures(
      "silence", .silence(1), [trace(.cut, 0), trace(.end, 0), trace(.end, 0, lastSound: 0.2)],
      .contract)
    #expect(figures.cutInsByLength == [0, 0, 0, 1, 1])
    #expect(figures.cutIns == 0.4)
    #expect(figures.ends == 2 && figures.mean == 1_100)
  }

  @Test("a curve is read between its points and not beyond its hasty end")
  func curve() {
    let traces = [trace(.clause, 0), trace(.end, 0)]
    let curve = EndpointCurve(
      [0.4, 1.0].map { EndpointFigures("s", .silence($0), traces, .contract) })
    #expect(curve.cutIns(atMean: 399) == nil)
    #expect(curve.cutIns(atMean: 400) == 0.8)
    #expect(abs((curve.cutIns(atMean: 700) ?? 0) - 0.6) < 1e-9)
    #expect(curve.cutIns(atMean: 9_000) == 0.4)
    #expect(abs((curve.mean(atCutIns: 0.6) ?? 0) - 700) < 1e-6)
    #expect(curve.mean(atCutIns: 0.1) == nil)
  }

  @Test("gaps and dips of a recording are found, and its end")
  func points() {
    // Frames of 10 ms: a second of sound, 0.2 s of nothing, a second with a dip in its middle.
    var levels = [Float](repeating: 0.3, count: 100) + [Float](repeating: 0, count: 20)
    levels += [Float](repeating: 0.3, count: 50) + [0.02] + [Float](repeating: 0.3, count: 80)
    var random = SeededRandom(seed: 7)
    let samples = levels.flatMap { level in (0..<160).map { _ in level * random.normal() } }
    let points = EndpointPoint.all(in: samples, most: 2)
    #expect(points.first?.kind == .end && points.first?.offset == 251 * 160)
    #expect(points.filter { $0.kind == .clause }.map(\.offset) == [100 * 160])
    #expect(points.filter { $0.kind == .cut }.map(\.offset) == [170 * 160])
  }

  @Test("a recording with no inner place has only its end", arguments: [0, 100, 16_000])
  func shortRecording(count: Int) {
    let points = EndpointPoint.all(in: [Float](repeating: 0.1, count: count), most: 3)
    #expect(points.map(\.kind) == [.end])
  }

  @Test("a good part of the recordings is held out, the same ones always")
  func split() {
    let names = (0..<400).map { "clip-\($0)" }
    let held = names.count(where: EndpointReport.isHeldOut)
    #expect((80...250).contains(held))
    #expect(EndpointReport.isHeldOut("clip-0") == names.first.map(EndpointReport.isHeldOut))
  }
}
