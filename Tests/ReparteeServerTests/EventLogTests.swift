import NIOPosix
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct EventLogTests {
  private func texts(_ log: EventLog, after id: Int = 0) async -> [String] {
    var texts: [String] = []
    for await item in log.listen(after: id).0 {
      if case .entry(let entry) = item { texts.append("\(entry.id) \(entry.text)") }
    }
    return texts
  }

  @Test("Whoever comes later is told all that still counts, in order")
  func backlog() async {
    let log = EventLog()
    log.add("a")
    for text in ["w", "wo", "wor", "word"] { log.add(text, .agentDraft) }
    log.add("draft", .callerDraft)
    log.add("b")
    log.close()
    log.add("too late")
    #expect(await texts(log) == ["1 a", "5 word", "6 draft", "7 b"])
    #expect(await texts(log, after: 5) == ["6 draft", "7 b"])
    #expect(await texts(log, after: 99) == [])
  }

  @Test("Listeners are told everything, and forgotten when they leave")
  func listens() async {
    let log = EventLog()
    let (stream, listener) = log.listen(after: 0)
    for text in ["w", "wo"] { log.add(text, .agentDraft) }
    #expect(log.listenerCount == 1)
    var iterator = stream.makeAsyncIterator()
    for text in ["w", "wo"] {
      guard case .entry(let entry)? = await iterator.next(isolation: #isolation) else {
        Issue.record("nothing came")
        return
      }
      #expect(entry.text == text)
    }
    listener.finish()
    log.add("b")
    #expect(log.listenerCount == 0)
  }

  @Test("What is kept is bounded, and a listener who does not keep up is let go")
  func bounded() async {
    let log = EventLog()
    let (stream, _) = log.listen(after: 0)
    for number in 0..<10_000 { log.add("\(number)") }
    #expect(log.listenerCount == 0)
    var count = 0
    for await _ in stream { count += 1 }
    #expect(count == EventLog.maximumEntries + EventLog.maximumWaiting)
    log.close()
    #expect(await texts(log).count == EventLog.maximumEntries)
  }
}

@Suite struct FigureTests {
  @Test("A loop's lateness is judged by the 99th of 100")
  func lag() {
    let monitor = LagMonitor(MultiThreadedEventLoopGroup.singleton)
    for _ in 0..<158 { monitor.add(1_000_000, to: 0) }
    #expect(monitor.worst == .milliseconds(1))
    for _ in 0..<3 { monitor.add(80_000_000, to: 0) }
    #expect(monitor.worst == .milliseconds(80))
    for _ in 0..<200 { monitor.add(-5, to: 0) }
    #expect(monitor.worst == .zero)
    monitor.add(1, to: 99)
  }

  @Test("Buckets of a histogram count what is at most their bound")
  func histogram() {
    var histogram = Histogram()
    for value in [0.005, 0.01, 0.4, 60] { histogram.add(value) }
    var text = PrometheusText()
    text.add("x", labels: [("stage", "a\"b\\c\n")], histogram)
    let lines = text.text.split(separator: "\n")
    #expect(lines.contains("x_bucket{stage=\"a\\\"b\\\\c\\n\",le=\"0.01\"} 2"))
    #expect(lines.contains("x_bucket{stage=\"a\\\"b\\\\c\\n\",le=\"0.3\"} 2"))
    #expect(lines.contains("x_bucket{stage=\"a\\\"b\\\\c\\n\",le=\"0.4\"} 3"))
    #expect(lines.contains("x_bucket{stage=\"a\\\"b\\\\c\\n\",le=\"10.0\"} 3"))
    #expect(lines.contains("x_bucket{stage=\"a\\\"b\\\\c\\n\",le=\"+Inf\"} 4"))
    #expect(lines.contains("x_count{stage=\"a\\\"b\\\\c\\n\"} 4"))
  }
}
