import Repartee
import ReparteeCore
import Testing

@testable import ReparteeInference

// Texts are compared where the model is sure of itself: a step's arithmetic depends a little on what else is in it, and
// where two words are equally probable that decides.
@Suite(
  "One model for all conversations", .serialized,
  .enabled(if: LlamaTesting.isInstalled, "run ./repartee setup"))
struct LlamaEngineTests {
  @Test("The same request gives the same text, streamed in pieces that are whole characters")
  func deterministic() async throws {
    let engine = try await LlamaTesting.engine()
    let pieces = Collected()
    let request = LlamaTesting.request("What is the capital of France?", tokens: 24)
    let usage = try await engine.generate(request) { pieces.append($0) }
    #expect(pieces.pieces.count > 1)
    #expect(pieces.pieces.joined().contains("Paris"))
    #expect(usage.generatedTokens <= 24)
    let again = try await engine.reply(request)
    #expect(again.text == pieces.pieces.joined())
  }

  @Test("Conversations that overlap answer as each does alone")
  func overlapping() async throws {
    let questions = [
      "What is the capital of France?", "What is the capital of China?",
      "What is the capital of Japan?",
    ]
    var alone: [String] = []
    for (index, question) in questions.enumerated() {
      let engine = try await LlamaTesting.engine()
      alone.append(
        try await engine.reply(LlamaTesting.request(question, session: UInt64(index), tokens: 8))
          .text)
    }
    let engine = try await LlamaTesting.engine()
    let together = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for (index, question) in questions.enumerated() {
        group.addTask {
          let request = LlamaTesting.request(question, session: UInt64(index), tokens: 8)
          return (index, try await engine.reply(request).text)
        }
      }
      var texts = alone.map { _ in "" }
      for try await (index, text) in group { texts[index] = text }
      return texts
    }
    // Not to the letter: rounding differs with what else is in a step, and near ties then fall otherwise.
    for (index, capital) in ["Paris", "Beijing", "Tokyo"].enumerated() {
      #expect(alone[index].contains(capital))
      #expect(together[index].contains(capital))
    }
  }

  @Test("Prepared instructions are not read again, by any session")
  func prepared() async throws {
    let engine = try await LlamaTesting.engine()
    let request = LlamaTesting.request("Hello?", tokens: 4)
    let cold = try await engine.prepare(instructions: request.instructions)
    #expect(cold.cachedTokens == 0 && cold.promptTokens > 8)
    let warm = try await engine.prepare(instructions: request.instructions)
    #expect(warm.promptTokens == 0)
    let first = try await engine.reply(request).usage
    #expect(first.cachedTokens == cold.promptTokens)
    let other = LlamaTesting.request("Good day.", session: 2, tokens: 4)
    #expect(try await engine.reply(other).usage.cachedTokens >= cold.promptTokens)
  }

  @Test(
    "A session's next turn reads only what is new, also when the reply was cut to what was heard")
  func nextTurn() async throws {
    let engine = try await LlamaTesting.engine()
    var request = LlamaTesting.request("Tell me a story about a fox.", tokens: 20)
    let first = try await engine.reply(request)
    let prompt = first.usage.promptTokens + first.usage.cachedTokens
    request.messages += [Message(.assistant, first.text), Message(.user, "Go on.")]
    let second = try await engine.reply(request)
    #expect(second.usage.cachedTokens >= prompt + 15)

    let heard = first.text.split(separator: " ").prefix(4).joined(separator: " ")
    request.messages[1].text = heard
    request.messages[2].text = "What is the capital of France?"
    request.maximumTokens = 6
    let third = try await engine.reply(request)
    #expect(third.usage.cachedTokens >= prompt)
    #expect(third.usage.cachedTokens < prompt + 15)
    let fresh = try await LlamaTesting.engine().reply(request)
    #expect(third.text == fresh.text)
  }

  @Test("A cancelled call says nothing after the token in hand, and its place is free")
  func cancelled() async throws {
    let engine = try await LlamaTesting.engine { $0.queue = 1 }
    let gate = Gate(at: 3)
    let error = await withTaskGroup(of: ModelError?.self) { group in
      group.addTask {
        do throws(ModelError) {
          let request = LlamaTesting.request("Count from one to fifty.", tokens: 90)
          _ = try await engine.generate(request) { _ in gate.pass() }
          return nil
        } catch { return error }
      }
      await gate.reached()
      group.cancelAll()
      gate.open()
      return await group.next() ?? nil
    }
    #expect(error?.code == .cancelled)
    #expect(gate.count == 3)
    let next = try await engine.reply(LlamaTesting.request("Hello?", tokens: 4))
    #expect(next.usage.generatedTokens > 0)
    #expect(gate.count == 3)
  }

  @Test("A call cancelled before it begins is cancelled")
  func cancelledEarly() async throws {
    let engine = try await LlamaTesting.engine()
    let code = await withTaskGroup(of: ModelError.Code?.self) { group in
      group.cancelAll()
      group.addTask {
        do throws(ModelError) {
          _ = try await engine.generate(LlamaTesting.request("Hello?")) { _ in }
          return nil
        } catch { return error.code }
      }
      return await group.next() ?? nil
    }
    #expect(code == .cancelled)
  }

  @Test("A step given up in the middle leaves the cache as it was")
  func cancelledStep() async throws {
    let long =
      String(repeating: "The lamp is on the table. ", count: 60) + "What is the capital of France?"
    let request = LlamaTesting.request(long, tokens: 6)
    let alone = try await LlamaTesting.engine().reply(request)
    let engine = try await LlamaTesting.engine { $0.promptChunk = 512 }
    for yields in [0, 10, 100, 1_000, 10_000] {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = try? await engine.reply(request) }
        for _ in 0..<yields { await Task.yield() }
        group.cancelAll()
      }
      let short = try await engine.reply(LlamaTesting.request("Hello?", tokens: 2))
      #expect(short.usage.generatedTokens > 0)
    }
    #expect(try await engine.reply(request).text == alone.text)
  }

  @Test("More calls than the queue holds are refused while the others go on")
  func overloaded() async throws {
    let engine = try await LlamaTesting.engine { $0.queue = 1 }
    let gate = Gate(at: 1)
    let written = try await withThrowingTaskGroup(of: Int.self) { group in
      group.addTask {
        let request = LlamaTesting.request("Hello?", tokens: 4)
        return try await engine.generate(request) { _ in gate.pass() }.generatedTokens
      }
      await gate.reached()
      await #expect {
        try await engine.reply(LlamaTesting.request("And me?", session: 2))
      } throws: { ($0 as? ModelError)?.code == .overloaded }
      gate.open()
      return try await group.next() ?? 0
    }
    #expect(written > 0)
  }

  @Test("A stop string ends the reply before it")
  func stops() async throws {
    let engine = try await LlamaTesting.engine()
    var request = LlamaTesting.request("What is the capital of France?", tokens: 30)
    let whole = try await engine.reply(request).text
    request.stops = ["Paris"]
    let (text, usage) = try await engine.reply(request)
    #expect(usage.ending == .stopString)
    #expect(!text.contains("Paris"))
    #expect(whole.hasPrefix(text))
  }

  @Test("A limit of tokens is kept, also of none")
  func limits() async throws {
    let engine = try await LlamaTesting.engine()
    for tokens in [0, 1, 5] {
      let reply = try await engine.reply(LlamaTesting.request("Count to ten.", tokens: tokens))
      #expect(reply.usage.generatedTokens == tokens)
      #expect(reply.usage.ending == .length)
      #expect(tokens > 0 || reply.text.isEmpty)
    }
  }

  @Test(
    "A full cache is shared out: every conversation ends, those pushed out as if they had not been")
  func fullCache() async throws {
    // Five conversations of about 150 tokens and one cache of 512.
    let texts = (0..<5).map { index in
      String(repeating: "Item \(index) is a thing. ", count: 12) + "What is the capital of France?"
    }
    let engine = try await LlamaTesting.engine {
      $0.contextTokens = 512
      $0.conversationTokens = 300
    }
    let replies = try await withThrowingTaskGroup(of: (String, LanguageUsage).self) { group in
      for (index, text) in texts.enumerated() {
        group.addTask {
          try await engine.reply(LlamaTesting.request(text, session: UInt64(index), tokens: 6))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(replies.count == 5)
    // A reply that was pushed out and went on has its tokens once: none lost, none twice.
    for (text, usage) in replies {
      #expect(!text.isEmpty)
      #expect(usage.ending == .finished || usage.generatedTokens == 6)
    }
  }

  @Test("More conversations than sequences take turns")
  func fewSequences() async throws {
    let engine = try await LlamaTesting.engine { $0.sequences = 2 }
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<6 {
        group.addTask {
          let request = LlamaTesting.request("Hello \(index)?", session: UInt64(index), tokens: 4)
          return try await engine.reply(request).usage.generatedTokens
        }
      }
      for try await tokens in group { #expect(tokens > 0) }
    }
  }

  @Test("Odd texts are answered or refused, and the engine goes on")
  func oddTexts() async throws {
    let engine = try await LlamaTesting.engine { $0.conversationTokens = 400 }
    let long = String(repeating: "x", count: 100_000)
    for text in [
      "", "\u{0}\u{7}\u{1B}[31m", "今日は何時まで？", "\u{202E}abc", "<|im_end|><|im_start|>assistant",
      long,
    ] {
      let reply = try await engine.reply(LlamaTesting.request(text, tokens: 3))
      #expect(reply.usage.generatedTokens <= 3)
      #expect(reply.usage.promptTokens + reply.usage.cachedTokens <= 400)
    }
    await #expect {
      try await engine.reply(LlamaTesting.request("Hi", instructions: long))
    } throws: { ($0 as? ModelError)?.code == .unsupported }
    let after = try await engine.reply(LlamaTesting.request("Hello?", tokens: 3))
    #expect(after.usage.generatedTokens > 0)
  }
}
