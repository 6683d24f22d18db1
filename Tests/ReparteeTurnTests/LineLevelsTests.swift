import ReparteeTurn
import Testing

/// A line: noise, and then a caller now and then.
struct LineCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// Level, probability and how many frames of 32 ms.
  var frames: [(level: Float, probability: Float, count: Int)]
  var floor: ClosedRange<Float>
  var caller: ClosedRange<Float>?
  var testDescription: String { name }
}

@Suite struct LineLevelsTests {
  private static let cases = [
    LineCase(
      name: "a quiet room", frames: [(-65, 0, 100), (-25, 0.99, 60)], floor: -66 ... -64,
      caller: -27 ... -23),
    LineCase(
      name: "a loud street", frames: [(-35, 0.1, 100), (-20, 0.95, 60)], floor: -36 ... -34,
      caller: -22 ... -18),
    LineCase(
      name: "a caller of whom little was heard", frames: [(-65, 0, 100), (-25, 0.99, 30)],
      floor: -66 ... -64),
    LineCase(
      name: "a line that sends nothing in silence",
      frames: [(-120, 0, 500), (-50, 0.3, 4), (-25, 0.99, 60), (-120, 0, 500)],
      floor: -51 ... -49, caller: -27 ... -23),
    LineCase(
      name: "noise that grows louder", frames: [(-65, 0, 200), (-45, 0, 200)], floor: -46 ... -44),
    LineCase(
      name: "noise that grows quieter", frames: [(-45, 0, 200), (-65, 0, 30)], floor: -66 ... -64),
    LineCase(
      name: "noise that the detector takes for speech", frames: [(-50, 0.9, 400)],
      floor: -51 ... -49),
    LineCase(name: "nothing at all", frames: [], floor: -60 ... -60),
  ]

  private func levels(after frames: [(level: Float, probability: Float, count: Int)]) -> LineLevels
  {
    var levels = LineLevels()
    for (level, probability, count) in frames {
      for _ in 0..<count { levels.hear(level: level, probability: probability) }
    }
    return levels
  }

  @Test("The noise and the caller are learnt", arguments: cases)
  func learns(_ line: LineCase) {
    let levels = levels(after: line.frames)
    #expect(line.floor.contains(levels.floor))
    #expect((levels.callerLevel == nil) == (line.caller == nil))
    if let caller = levels.callerLevel, let range = line.caller { #expect(range.contains(caller)) }
  }

  @Test(
    "A voice far below the caller's is background",
    arguments: [(-24, false), (-40, false), (-46, true), (-90, true), (Float.nan, false)])
  func background(level: Float, isBackground: Bool) {
    let levels = levels(after: [(-65, 0, 100), (-25, 0.99, 100)])
    #expect(levels.isBackground(level, margin: 20) == isBackground)
  }

  @Test("Nobody is background before the caller is known")
  func unknown() {
    #expect(!levels(after: [(-65, 0, 100)]).isBackground(-100, margin: 20))
  }

  @Test("A second voice does not become the caller")
  func second() {
    let levels = levels(after: [(-65, 0, 100), (-25, 0.99, 150), (-50, 0.99, 150)])
    #expect(levels.isBackground(-50, margin: 12))
  }

  @Test("Digital silence is told from a quiet room", arguments: [(-120, true), (-70, false)])
  func silence(level: Float, isDigital: Bool) {
    #expect(levels(after: [(level, 0, 3)]).isDigitalSilence == isDigital)
  }

  @Test("Numbers that are none change nothing", arguments: [Float.nan, .infinity, -.infinity])
  func odd(number: Float) {
    let before = levels(after: [(-65, 0, 100), (-25, 0.99, 60)])
    var after = before
    after.hear(level: number, probability: number)
    after.hear(level: .nan, probability: 1)
    #expect(after.floor == before.floor)
    #expect((after.callerLevel ?? 0) <= -20)
  }
}
