import Foundation
import Testing

/// A clock that is set, forward or back, must change no decision: what decides counts on clocks that only go on.
@Suite struct ClockTests {
  /// Where the time of day is read, how often, and why that decides nothing of a call.
  private static let allowed: [String: (count: Int, why: String)] = [
    "ReparteeServer/Access/CallTokens.swift": (1, "tokens expire at a time of day, RFC 7519"),
    "ReparteeServer/Calls/CallEntry.swift": (1, "people are told when a call began"),
    "ReparteeCommands/Verbs/BenchPeers.swift": (1, "a report says when it was made"),
    "ReparteeTransports/WebRTC/Connection/CallClock.swift": (
      1, "RTCP reports carry it, RFC 3550, section 6.4.1"
    ),
  ]

  private static var sources: URL {
    (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
      .appendingPathComponent("Sources").resolvingSymlinksInPath()
  }

  @Test("The time of day is read where people are told of it or a token says it, and nowhere else")
  func wallClock() throws {
    let names = [
      "Date()", "Date.now", "Date(timeIntervalSinceNow", "CLOCK_REALTIME", "gettimeofday(",
      "time(nil)", "DispatchWallTime", "wallDeadline", "CFAbsoluteTime",
    ]
    var (found, read): ([String: Int], Int) = ([:], 0)
    let files = FileManager.default.enumerator(atPath: Self.sources.path)
    while let name = files?.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      read += 1
      let url = Self.sources.appendingPathComponent(name)
      let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      let count = lines.count { line in names.contains { line.contains($0) } }
      if count > 0 { found[name] = count }
    }
    #expect(read > 100)
    #expect(found == Self.allowed.mapValues(\.count))
  }
}
