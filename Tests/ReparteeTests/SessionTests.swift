import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

@Suite struct SessionTests {
  @Test("A caller who speaks and falls silent is answered, and all of the answer is heard")
  func answers() async throws {
    let call = try await Call.run(
      [.silence(0.5), .speech(1), .silence(1)], hears: FakeRecognizer("What time is it?")
    ) { _ in "It is noon." }
    let turn = try #require(call.events.turns.first)
    #expect(call.events.turns.count == 1)
    #expect(turn.caller?.text == "What time is it?")
    #expect(turn.agent.heard == "It is noon.")
    #expect(!turn.agent.interrupted)
    let audible = try #require(call.endpoint.audible.first)
    #expect(abs((audible.upperBound - audible.lowerBound) - 0.75) < 0.001)
    #expect(audible.lowerBound > 1.5 && audible.lowerBound < 2.0)
  }

  @Test("The parts of a turn sum to its latency exactly")
  func partsSum() async throws {
    let call = try await Call.run(
      [.silence(0.3), .speech(0.8), .silence(1)], hears: FakeRecognizer("Hello")
    ) { _ in "Good morning to you, how are you today?" }
    let stages = try #require(call.events.turns.first?.stages)
    let sum = stages.parts.reduce(MediaTime.zero) { $0 + $1.length }
    #expect(sum == stages.latency)
    #expect(stages.parts.map(\.name).last == "first_block")
  }

  @Test("A greeting is spoken at once, and the call ends when it was heard")
  func greets() async throws {
    let call = try await Call.run(
      [.silence(0.2)], hears: FakeRecognizer(""), greeting: "Hello there."
    ) { _ in "" }
    #expect(call.events.turns.map(\.agent.heard) == ["Hello there."])
    #expect(call.events.turns.first?.caller == nil)
  }

  @Test("An interruption stops the voice, and the context holds only what was heard")
  func interrupts() async throws {
    let call = try await Call.run(
      [.speech(1), .silence(1.5), .speech(1.5), .silence(1)],
      hears: FakeRecognizer("Tell me everything", "Stop, what about Sunday?")
    ) { request in
      request.messages.count == 1
        ? "One two three four five six seven eight nine ten eleven twelve." : "Closed."
    }
    let turns = call.events.turns
    #expect(turns.count == 2)
    #expect(turns.first?.agent.interrupted == true)
    let heard = try #require(turns.first?.agent.heard)
    #expect(heard.hasPrefix("One two three"))
    #expect(!heard.contains("twelve"))
    let context = try #require(call.language.requests.last?.messages)
    #expect(context.map(\.text) == ["Tell me everything", heard, "Stop, what about Sunday?"])
    let first = try #require(call.endpoint.audible.first)
    #expect(first.upperBound < 2.5 + 0.15, "the caller spoke at 2.5 s")
  }

  @Test("A backchannel pauses the voice, which goes on from a word boundary with nothing lost")
  func resumes() async throws {
    let answer = "One two three four five six seven eight nine ten."
    let call = try await Call.run(
      [.speech(1), .silence(1.5), .speech(0.3), .silence(3)],
      hears: FakeRecognizer("Count to ten", "Mm-hmm.")
    ) { _ in answer }
    #expect(call.events.turns.count == 1)
    #expect(call.events.turns.first?.agent.heard == answer)
    #expect(call.events.turns.first?.agent.interrupted == false)
    #expect(call.endpoint.audible.count == 2)
    let length = call.endpoint.audible.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    #expect(length >= 2.5 && length < 2.75 + 0.001)
  }

  @Test("A caller who goes on after a short pause is answered once, to everything said")
  func mergesPauses() async throws {
    let call = try await Call.run(
      [.speech(0.6), .silence(0.1), .speech(0.6), .silence(1)],
      hears: FakeRecognizer("I would like to book a table"),
      detector: FakeTurnDetector(probability: 0.4)
    ) { _ in "Sure." }
    #expect(call.events.turns.count == 1)
    #expect(call.language.requests.last?.messages.count == 1)
  }

  @Test("Noise that turns out to hold no words is not answered")
  func ignoresNoise() async throws {
    let call = try await Call.run([.speech(0.4), .silence(4)], hears: FakeRecognizer("")) { _ in
      "What?"
    }
    #expect(call.events.turns.isEmpty)
    #expect(call.language.requests.isEmpty)
  }

  @Test("A language model that fails costs the turn, not the call")
  func survivesFailure() async throws {
    let call = try await Call.run(
      [.speech(0.6), .silence(2), .speech(0.6), .silence(2)], hears: FakeRecognizer("Hello?")
    ) { request throws(ModelError) in
      guard request.messages.last?.text == "Hello? Hello?" else {
        throw ModelError(.failed, "The model broke.")
      }
      return "Here I am."
    }
    #expect(call.events.turns.map(\.agent.heard) == ["Here I am."])
    #expect(call.events.events.contains { $0.event == .failure("The model broke.") })
  }

  @Test("Without a turn detector silence alone ends the turn")
  func silenceAlone() async throws {
    let call = try await Call.run(
      [.speech(1), .silence(2)], hears: FakeRecognizer("Hi"), detector: nil
    ) { _ in "Hello." }
    let latency = try #require(call.events.turns.first?.stages.latency)
    #expect(latency >= .milliseconds(600) && latency < .milliseconds(750))
  }
}
