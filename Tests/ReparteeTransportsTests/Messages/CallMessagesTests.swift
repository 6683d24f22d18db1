import Foundation
import Repartee
import ReparteeCore
import ReparteeTurn
import Testing

@testable import ReparteeTransports

@Suite("What a client is told of its call") struct CallMessagesTests {
  /// What JSON says, as Foundation reads it.
  private func read(_ text: String) throws -> NSDictionary {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? NSDictionary)
  }

  private func messages(for events: SessionEvent...) -> [String] {
    var messages = CallMessages()
    return events.flatMap { messages.messages(for: $0, at: .zero) }
  }

  private static let golden: [(SessionEvent, [String])] = [
    (
      .callerPartial("what \"time\""),
      [#"{"type":"transcript","role":"user","text":"what \"time\"","final":false}"#]
    ),
    (
      .callerFinal("What time is it?"),
      [#"{"type":"transcript","role":"user","text":"What time is it?","final":true}"#]
    ),
    (
      .agentHeard("It is"),
      [#"{"type":"transcript","role":"agent","text":"It is","final":false}"#]
    ),
    (.clear, [#"{"type":"clear"}"#]),
    (.state(.thinking), [#"{"type":"state","state":"thinking"}"#]),
    (
      .overlap(
        OverlapVerdict(
          kind: .backchannel, reason: .words, words: "mm-hmm", probability: 0.97,
          delay: .milliseconds(310))),
      [
        #"{"type":"overlap","decision":"backchannel","reason":"words","words":"mm-hmm","#
          + #""probability":0.97,"delay_ms":310}"#
      ]
    ),
    (
      .overlap(OverlapVerdict(kind: .noise, reason: .noWords)),
      [
        #"{"type":"overlap","decision":"noise","reason":"no_words","words":"","probability":null,"#
          + #""delay_ms":0}"#
      ]
    ),
    (
      .failure("The model is away.\n"),
      [#"{"type":"error","code":"model_failed","message":"The model is away.\n"}"#]
    ),
    (.agentClause("It is noon."), []), (.callerAway(true), []), (.agentMurmur("Mm."), []),
  ]

  @Test("Each event has its text, to the letter, and any JSON reader reads it", arguments: golden)
  func texts(event: SessionEvent, golden: [String]) throws {
    #expect(messages(for: event) == golden)
    for text in golden { #expect(try read(text)["type"] is String) }
  }

  @Test("The first and the last text, and errors")
  func frame() throws {
    let ready = CallMessages.ready(
      session: "s1", agent: "Front \"desk\"", rate: .hz16000, outRate: .hz48000)
    #expect(
      try read(ready) == [
        "type": "ready", "session": "s1", "agent": "Front \"desk\"", "rate": 16_000,
        "out_rate": 48_000,
      ])
    #expect(CallMessages.end(reason: "hung_up") == #"{"type":"end","reason":"hung_up"}"#)
    #expect(
      CallMessages.error(code: "x", message: "No.")
        == #"{"type":"error","code":"x","message":"No."}"#)
    for end in [SessionEnd.callerGone, .callerSilent, .hungUp, .closing] {
      #expect(CallMessages.name(of: end).allSatisfy { $0.isLowercase || $0 == "_" })
    }
  }

  @Test("Clients see three states, and each change once")
  func states() {
    let told = messages(
      for: .state(.listening), .state(.callerSpeaking), .state(.deciding), .state(.thinking),
      .state(.agentSpeaking), .state(.overlap), .state(.agentSpeaking), .state(.listening))
    #expect(
      told
        == ["listening", "thinking", "speaking", "listening", "speaking", "listening"].map {
          #"{"type":"state","state":"\#($0)"}"#
        })
    for state in TurnState.allCases { #expect(messages(for: .state(state)).count == 1) }
  }

  @Test("A turn that goes on takes its last words back")
  func reopens() {
    #expect(
      messages(for: .callerFinal("I would like"), .turnReopened).last
        == #"{"type":"transcript","role":"user","text":"I would like","final":false,"reopened":true}"#
    )
  }

  @Test("Any text survives, whatever is in it")
  func escapes() throws {
    let controls = String(String.UnicodeScalarView((0..<0x30).compactMap(Unicode.Scalar.init)))
    for words in [controls, "\u{7F}\u{2028}\u{FEFF}é\u{301}👩‍👩‍👧 \\u0041 </script>", ""] {
      let text = try #require(messages(for: .callerFinal(words)).first)
      #expect(try read(text)["text"] as? String == words)
      #expect(!text.utf8.contains { $0 < 0x20 }, "one text is one line")
    }
  }

  @Test(
    "Numbers have a digit after the point where they need one",
    arguments: [
      (0.0, "0"), (1, "1"), (-1, "-1"), (0.05, "0.1"), (-0.04, "0"), (-0.25, "-0.3"),
      (12.34, "12.3"),
      (1e9, "1000000000"), (.nan, "null"), (.infinity, "null"), (1e300, "null"),
    ])
  func numbers(value: Double, written: String) {
    #expect(JSONText.object { $0.add("n", value) } == "{\"n\":\(written)}")
  }
}
