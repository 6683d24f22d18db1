import Repartee
import ReparteeAudio
import ReparteeCore
import ReparteeTesting
import Testing

@Suite("A scripted caller does what the script says, when it says so")
struct CallerTests {
  private func record(
    _ steps: [CallerStep], greeting: String = "One two three four.",
    _ change: (inout Scenario) -> Void = { _ in }
  ) async throws -> CallRecord {
    var scenario = Scenario(
      Agent("Test", instructions: "", greeting: greeting), caller: steps
    ) { _ in "Five six seven eight." }
    change(&scenario)
    return try await scenario.run()
  }

  @Test("moments are kept to a block of 20 ms")
  func moments() async throws {
    let record = try await record([
      .noise(.door, .at(.milliseconds(200)), voiceProbability: 0),
      .noise(.door, .withPrevious(.milliseconds(60)), voiceProbability: 0),
      .noise(.door, .afterAgentSays("Two", .milliseconds(100)), voiceProbability: 0),
      .say("hello", .afterAgentStops(.milliseconds(300))),
      .noise(.door, .afterAgentStarts(.milliseconds(500)), voiceProbability: 0),
    ])
    let starts = record.said.map(\.start.milliseconds)
    // The greeting sounds from 20 ms on, a word in 250 ms.
    for (start, due) in zip(starts, [200.0, 260, 620, 1_320]) { #expect(abs(start - due) <= 20) }
    let reply = try #require(record.replies.last)
    #expect(abs((starts.last ?? 0) - reply.start.milliseconds - 500) <= 20)
    #expect(record.unsaid.isEmpty && record.isComplete)
  }

  @Test("a step whose moment never comes is told, and the call is given up")
  func never() async throws {
    let record = try await record([.say("hello", .afterAgentSays("goodbye", .zero))]) {
      $0.limit = .seconds(4)
      $0.agent.reprompt = ""
    }
    #expect(!record.isComplete)
    #expect(record.unsaid.count == 1)
    let failure = #expect(throws: ExpectationFailure.self) {
      try record.expectReply(within: .seconds(1), to: "hello")
    }
    #expect(failure?.description.contains("its moment did not come") == true)
    #expect(failure?.description.contains("caller never") == true)
  }

  @Test("giving a call up cancels nothing but the call")
  func isolated() async throws {
    _ = try await record([]) {
      $0.hangUp = .at(.seconds(90))
      $0.limit = .seconds(1)
    }
    #expect(!Task.isCancelled)
  }

  @Test("partial transcripts hold the words so far and no others")
  func partials() async throws {
    let words = "one two three four five six"
    let record = try await record([.say(words, .afterPrevious(.milliseconds(100)))], greeting: "")
    let partials = record.events.compactMap {
      if case .callerPartial(let text) = $0.event { text } else { nil }
    }
    #expect(partials.count >= 3)
    #expect(partials.allSatisfy { words.hasPrefix($0) })
    #expect(partials.first != words)
    try record.expectUnderstood(words)
  }

  @Test("a clip of a synthesiser has its words where they sound")
  func synthesised() async throws {
    let clip = try await SpokenClip("good morning", by: FakeSynthesizer())
    #expect(clip.words.map(\.text) == ["good", "morning"])
    #expect(clip.samples.count == 8_000)
    #expect(clip.words.map(\.samples) == [0..<4_000, 4_000..<8_000])
  }

  @Test("a clip of a WAV file has its words spread over it")
  func recorded() throws {
    let samples = (0..<1_600).map { Float($0 % 16) / 32 }
    let clip = SpokenClip("a bc", samples: samples)
    #expect(clip.words.map(\.samples) == [0..<533, 533..<1_600])
    #expect(throws: AudioError.self) { try SpokenClip("a", wav: [1, 2, 3]) }
  }

  @Test("keys are two tones each, and what is no key is silence")
  func keys() {
    let samples = CallerStep.dtmf("1x", .at(.zero)).sound.samples
    #expect(samples.count == 2 * 3_200)
    #expect(samples[..<1_600].contains { abs($0) > 0.1 })
    #expect(samples[1_600...].allSatisfy { $0 == 0 })
  }

  @Test("every noise is heard and ends", arguments: CallerNoise.allCases)
  func noises(noise: CallerNoise) {
    let sound = CallerStep.noise(noise, .at(.zero)).sound
    #expect(sound.length == noise.usualLength)
    #expect(sound.samples.allSatisfy { $0.isFinite && abs($0) <= 0.5 })
    #expect(sound.samples.contains { abs($0) > 0.05 })
  }
}
