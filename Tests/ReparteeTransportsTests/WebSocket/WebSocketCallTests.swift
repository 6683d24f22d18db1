import Foundation
import Repartee
import ReparteeCore
import ReparteeTesting
import ReparteeTurn
import Testing

@testable import ReparteeTransports

/// Whole calls on the virtual clock, with a client at the other end of the endpoint.
@Suite("A call over a WebSocket") struct WebSocketCallTests {
  private static let long = "One two three four five six seven eight nine ten eleven twelve."

  private static func run(
    _ steps: [ScriptedCall.Step], hears: FakeRecognizer, greeting: String = "",
    rate: SampleRate = .hz16000, outRate: SampleRate = .hz24000, buffer: Int? = nil,
    answers: @escaping @Sendable (LanguageRequest) throws(ModelError) -> String
  ) async throws -> PlayingClient {
    let client = PlayingClient(steps, rate: rate, outRate: outRate, buffer: buffer)
    let models = ModelSet(
      voice: LoudnessVoiceDetector(), turn: FakeTurnDetector(), recognizer: hears,
      language: FakeLanguageModel(answers), speech: FakeSynthesizer())
    let agent = Agent("Test", instructions: "Be brief.", greeting: greeting)
    var driver = VirtualDriver(
      agent: agent, models: models, cost: .free,
      observer: { client.endpoint.observe($0, at: $1) })
    try await driver.run(client)
    client.endpoint.finish(.callerGone)
    return client
  }

  @Test("A caller is answered, and the client can follow all of it", arguments: AudioRequest.rates)
  func answers(rate: SampleRate) async throws {
    let client = try await Self.run(
      [.silence(0.5), .speech(1), .silence(1)], hears: FakeRecognizer("What time is it?"),
      rate: rate, outRate: rate
    ) { _ in "It is noon." }
    #expect(client.states == ["listening", "thinking", "speaking", "listening"])
    #expect(client.transcripts("user").last?.text == "What time is it?")
    #expect(client.transcripts("user").last?.isFinal == true)
    let agent = client.transcripts("agent")
    #expect(agent.last?.text == "It is noon." && agent.last?.isFinal == true)
    #expect(agent.dropLast().allSatisfy { "It is noon.".hasPrefix($0.text) && !$0.isFinal })
    #expect(client.types.filter { $0 == "turn" }.count == 1)
    #expect(!client.types.contains("clear"))
    // Three words of a quarter of a second.
    #expect(abs(client.audible - 0.75) < 0.021)
    #expect(
      client.sent.all.suffix(2) == [.text(CallMessages.end(reason: "caller_gone")), .close(.ended)])
  }

  @Test("A barge-in clears at once: after it nothing of the old reply arrives")
  func bargesIn() async throws {
    let client = try await Self.run(
      [.speech(1), .silence(1.5), .speech(1.5), .silence(1)],
      hears: FakeRecognizer("Tell me everything", "Stop, what about Sunday?")
    ) { $0.messages.count == 1 ? Self.long : "Closed." }
    let clear = try #require(client.clears.first)
    #expect(client.clears.count == 1)
    #expect(clear > 2.5 && clear < 2.65, "the caller spoke at 2.5 s")
    let next = try #require(client.arrivals.first { $0 > clear })
    #expect(next > 4.0, "the next reply comes after what the caller said")
    let cut = try #require(client.transcripts("agent").first { $0.isFinal })
    #expect(cut.isInterrupted && cut.text.hasPrefix("One two") && !cut.text.contains("twelve"))
    #expect(client.transcripts("agent").last?.text == "Closed.")
  }

  @Test(
    "A false alarm clears, and the rest follows from a word's beginning: nothing is lost",
    arguments: [nil, 0, 60, 120] as [Int?])
  func resumes(buffer: Int?) async throws {
    let client = try await Self.run(
      [.speech(1), .silence(1.5), .speech(0.3), .silence(5)],
      hears: FakeRecognizer("Count", "Mm-hmm."), buffer: buffer
    ) { _ in Self.long }
    #expect(client.clears.count == 1)
    let last = try #require(client.transcripts("agent").last)
    #expect(last.text == Self.long && !last.isInterrupted)
    #expect(client.types.contains("overlap"))
    // Twelve words of a quarter of a second; at most one and what was dropped is said again.
    #expect(client.heard >= 3 - 0.02)
    #expect(client.heard < 3.55)
    #expect(client.states.suffix(4) == ["speaking", "listening", "speaking", "listening"])
  }

  @Test("What a client was told of a cut reply is what it had played, within a word")
  func heardTruth() async throws {
    for buffer in [0, 100, 180] {
      let client = try await Self.run(
        [.speech(1), .silence(2.5), .speech(1.5), .silence(1)],
        hears: FakeRecognizer("Tell me everything", "Stop, what about Sunday?"), buffer: buffer
      ) { $0.messages.count == 1 ? Self.long : "Closed." }
      let cut = try #require(client.transcripts("agent").first { $0.isFinal })
      let words = Double(cut.text.split(separator: " ").count)
      #expect(abs(words * 0.25 - client.heardBeforeClear) <= 0.15, "\(buffer) ms behind")
    }
  }
}
