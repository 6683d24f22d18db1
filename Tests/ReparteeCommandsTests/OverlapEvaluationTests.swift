import Foundation
import ReparteeCore
import Testing

@testable import ReparteeCommands

@Suite("Speech over speech is measured rightly")
struct OverlapEvaluationTests {
  private static func segment(_ text: String, label: String, question: Int = 0) throws
    -> OverlapSegment
  {
    let times = text.split(separator: " ").indices.map { place in
      "[\(Double(place) * 0.3),\(Double(place) * 0.3 + 0.25)]"
    }
    let line = """
      {"conv":"Bed011","text":"\(text)","q":\(question),"ov":1,"lab":"\(label)",
      "wt":[\(times.joined(separator: ","))],"spk":"x"}
      """
    return try JSONDecoder().decode(OverlapSegment.self, from: Data(line.utf8))
  }

  @Test(
    "an acknowledgement is a backchannel unless it answers a question",
    arguments: [("S", 0, true), ("S", 1, true), ("W", 0, true), ("W", 1, false), ("T", 0, false)])
  func labels(label: String, question: Int, isBackchannel: Bool) throws {
    let row = try Self.segment("yeah", label: label, question: question)
    #expect(row.isBackchannel == isBackchannel)
  }

  @Test("the split is that of the training program")
  func split() throws {
    var row = try Self.segment("yeah", label: "S")
    let held = ["Bdb001", "Bed011", "Bed014", "Bmr007", "Bmr012", "Bmr021", "Bns003"]
    for name in held {
      row.meeting = name
      #expect(row.isHeldOut, "\(name)")
    }
    for name in ["Bed002", "Bed015", "Bmr003", "Bro012", "Buw001", "Btr002"] {
      row.meeting = name
      #expect(!row.isHeldOut, "\(name)")
    }
  }

  @Test("areas and operating points, with ties")
  func scores() {
    let scores = OverlapScores(
      scores: [0.9, 0.8, 0.8, 0.3, 0.1], labels: [true, true, false, false, true])
    // Of six pairs, three are in order and one is a tie.
    #expect(abs(scores.area - 3.5 / 6) < 1e-9)
    #expect(abs(scores.kept(talkedOver: 0) - 1.0 / 3) < 1e-9)
    #expect(abs(scores.kept(talkedOver: 0.5) - 2.0 / 3) < 1e-9)
    let counts = scores.counts()
    #expect(counts.hits == 2)
    #expect(counts.falseAlarms == 1)
    #expect(counts.misses == 1)
    #expect(counts.rejections == 1)
    #expect(OverlapScores(scores: [], labels: []).area.isNaN)
  }

  @Test("a machine goes on after a backchannel and yields to a turn")
  func replay() throws {
    let rows = [
      try Self.segment("mm-hmm", label: "S"),
      try Self.segment("wait i wanted to ask you about sunday", label: "T"),
    ]
    for machine in OverlapReplay.machines() {
      let report = machine.replay(rows)
      #expect(report.f1 == 1, "\(machine.judge)")
      #expect(report.resumed == 1)
      #expect(report.talkedOver == 0)
      #expect(report.unnoticed == 0)
      #expect(report.pause.allSatisfy { $0 > 0 && $0 < 1_000 })
    }
  }
}
