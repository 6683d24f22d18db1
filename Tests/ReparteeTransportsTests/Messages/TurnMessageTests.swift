import Foundation

import ReparteeCore
import ReparteeTurn
import Testing

@testable import Repartee
@testable import ReparteeTransports

@Suite("What a client is told of a turn") struct TurnMessageTests {
  private static func report(interrupted: Bool) -> TurnReport {
    var stages = TurnStages()
    stages.speechEnd = MediaTime(nanoseconds: 1_500_033_333)
    stages.silenceNoticed = MediaTime(nanoseconds: 1_564_066_666)
    stages.transcript = MediaTime(nanoseconds: 1_680_099_999)
    stages.decided = MediaTime(nanoseconds: 1_700_133_332)
    stages.firstToken = MediaTime(nanoseconds: 1_690_166_665)
    stages.firstClause = MediaTime(nanoseconds: 1_733_199_998)
    stages.firstSpeech = MediaTime(nanoseconds: 1_777_233_331)
    stages.firstBlock = MediaTime(nanoseconds: 1_780_266_664)
    var report = TurnReport(
      caller: nil,
      agent: .init(
        start: .milliseconds(1_780), end: .milliseconds(2_400), generated: "It is noon, sir.",
        heard: "It is noon,", interrupted: interrupted),
      stages: stages)
    report.caller = .init(
      start: .milliseconds(500), end: .milliseconds(1_500), text: "What time is it?")
    return report
  }

  private struct Turn: Decodable {
    struct Stage: Decodable {
      var name: String
      var ms: Double
    }
    struct Caller: Decodable, Equatable {
      var start_ms: Double
      var end_ms: Double
      var text: String
    }
    struct Speech: Decodable, Equatable {
      var start_ms: Double
      var end_ms: Double
      var heard: String
    }
    struct Ending: Decodable, Equatable {
      var because: String
      var wait_ms: Double
    }
    var type: String
    var latency_ms: Double?
    var stages: [Stage]
    var interrupted: Bool
    var caller: Caller?
    var agent: Speech
    var turn_over: Ending?
  }

  private func turn(_ text: String?) throws -> Turn {
    try JSONDecoder().decode(Turn.self, from: Data(try #require(text).utf8))
  }

  @Test("An interrupted turn: what was heard, what was written, and where the time went")
  func interrupted() throws {
    var messages = CallMessages()
    let ending = EndReason(wait: .milliseconds(150), because: "detector 0.93")
    #expect(messages.messages(for: .turnEnded(ending), at: .zero).isEmpty)
    let texts = messages.messages(for: .turn(Self.report(interrupted: true)), at: .zero)
    #expect(
      texts.first
        == #"{"type":"transcript","role":"agent","text":"It is noon,","final":true,"#
        + #""generated":"It is noon, sir.","interrupted":true}"#)
    let turn = try turn(texts.last)
    #expect(turn.type == "turn" && turn.interrupted)
    #expect(turn.latency_ms == 280.2)
    #expect(turn.stages.map(\.name) == Self.report(interrupted: true).stages.names)
    #expect(turn.stages.first?.ms == 64)
    #expect(turn.caller == .init(start_ms: 500, end_ms: 1_500, text: "What time is it?"))
    #expect(turn.agent == .init(start_ms: 1_780, end_ms: 2_400, heard: "It is noon,"))
    #expect(turn.turn_over == .init(because: "detector 0.93", wait_ms: 150))
  }

  @Test("The rounded parts of a turn sum to its rounded latency", arguments: 0..<50)
  func sums(seed: Int) throws {
    var noise = Noise(seed: UInt64(seed))
    var stages = TurnStages()
    var time = MediaTime(nanoseconds: Int64.random(in: 0...1_000_000_000, using: &noise))
    for path in [
      \TurnStages.speechEnd, \.silenceNoticed, \.transcript, \.firstToken, \.firstClause,
      \.firstSpeech, \.decided, \.firstBlock,
    ] {
      stages[keyPath: path] = time
      time = MediaTime(nanoseconds: time.nanoseconds + .random(in: 0...99_999_999, using: &noise))
    }
    var report = Self.report(interrupted: false)
    report.stages = stages
    var messages = CallMessages()
    let turn = try turn(messages.messages(for: .turn(report), at: .zero).last)
    let tenths = turn.stages.reduce(0) { $0 + ($1.ms * 10).rounded() }
    #expect(tenths == (try #require(turn.latency_ms) * 10).rounded())
  }

  @Test("A greeting has no caller, no latency and no stages")
  func greeting() throws {
    var report = Self.report(interrupted: false)
    report.caller = nil
    report.stages = TurnStages()
    var messages = CallMessages()
    let turn = try turn(messages.messages(for: .turn(report), at: .zero).last)
    #expect(turn.caller == nil && turn.latency_ms == nil && turn.turn_over == nil)
    #expect(turn.stages.isEmpty && !turn.interrupted)
  }

  @Test("The reason for a turn's end belongs to that turn only")
  func reasons() throws {
    var messages = CallMessages()
    _ = messages.messages(for: .turnEnded(EndReason(wait: .zero, because: "a")), at: .zero)
    _ = messages.messages(for: .turn(Self.report(interrupted: false)), at: .zero)
    let next = messages.messages(for: .turn(Self.report(interrupted: false)), at: .zero)
    #expect(try turn(next.last).turn_over == nil)
  }
}
