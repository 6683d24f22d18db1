import Repartee
import ReparteeCore
import ReparteeTransports
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct CallEntryTests {
  private func entry() -> CallEntry {
    CallEntry(number: SessionID(1), agent: "desk", transport: .webrtc, folder: "")
  }

  @Test("What happens is told in texts that are made once, for the client and for the log")
  func once() async {
    let entry = entry()
    let events: [SessionEvent] = [
      .callerAway(true), .clear, .callerPartial("Hello"), .agentHeard("Hi"), .failure("Oh"),
    ]
    var texts: [String] = []
    for event in events { texts += entry.note(event, at: .zero) }
    entry.finish("hung_up")
    var kept: [String] = []
    for await item in entry.events.listen(after: 0).0 {
      if case .entry(let entry) = item { kept.append(entry.text) }
    }
    #expect(kept == texts + [CallMessages.end(reason: "hung_up")])
    #expect(texts.count == 4)
  }

  @Test("What a call is told before it begins is bounded, and it is told")
  func early() async throws {
    let entry = entry()
    for number in 0..<100_000 {
      entry.send(.hangUp)
      entry.send(.text("\(number)"))
    }
    #expect(entry.earlyCount == CommandBox.most)
    let loop = SessionLoop()
    defer { loop.stop() }
    let driver = RealTimeDriver(
      agent: Agent("desk", instructions: ""), models: TestServer.models, on: loop,
      parts: CallParts(endpoint: SilentLine()))
    entry.begin(driver)
    #expect(entry.earlyCount == 0)
    #expect(try await driver.run() == .hungUp)
  }

  @Test("The log of a call is bounded in bytes, too")
  func log() {
    let log = EventLog()
    let text = String(repeating: "x", count: 10_000)
    for _ in 0..<1_000 { log.add(text) }
    #expect(log.size > EventLog.maximumBytes / 2 && log.size <= EventLog.maximumBytes)
  }
}

private final class SilentLine: AudioEndpoint {
  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices { block[index] = 0 }
    return true
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {}
}
