internal import Foundation
internal import ReparteeTransports

/// Looks at a server under load: what it holds, why its calls ended, and whether their journals can be read.
struct LiveWatch {
  let calls = LiveCalls()
  private let server: ServerProcess
  private let requests: PeerRequest
  private let folder: String
  private(set) var report = LiveReport()
  /// Calls that have ended, and are taken note of.
  private var seen: Set<String> = []
  private var start = LoadClients.now
  /// A call is over on the server so many milliseconds after it began at the latest, files and all.
  private static let longest = Int(LiveSoak.lengths.upperBound + 20) * 1_000

  /// - Parameter folder: where the server keeps its journals.
  init(server: ServerProcess, folder: String) {
    (self.server, self.folder) = (server, folder)
    requests = PeerRequest(host: "127.0.0.1", port: server.port)
  }

  /// What was until now was only to warm up.
  mutating func begin() {
    report = LiveReport()
    report.before = server.facts
    start = LoadClients.now
  }

  mutating func look() async {
    await seeToCalls()
    guard let facts = server.facts else { return }
    let metrics = try? await requests.get("/metrics").body
    report.seconds = LoadClients.now - start
    report.add(
      LiveReport.Sample(
        seconds: report.seconds, calls: report.calls,
        active: metrics.flatMap { Self.value("repartee_sessions_active", in: $0) } ?? -1,
        facts: facts))
  }

  /// Takes note of the calls that have ended.
  private mutating func seeToCalls() async {
    for ended in calls.take() { report.add(ended) }
    guard let body = try? await requests.get("/v1/sessions").body,
      let list = try? JSONDecoder().decode(List.self, from: Data(body.utf8))
    else { return }
    for session in list.sessions {
      if session.state != "ended" {
        if session.length > Self.longest { report.stuck.insert(session.id) }
      } else if seen.insert(session.id).inserted {
        report.add(reason: session.reason)
        check(session.id)
      }
    }
  }

  private struct List: Decodable {
    var sessions: [Session]
    struct Session: Decodable {
      var id: String
      var state: String
      var length: Int
      var reason: String?

      enum CodingKeys: String, CodingKey {
        case id, state, reason
        case length = "duration_ms"
      }
    }
  }

  private mutating func check(_ id: String) {
    let path = "\(folder)/\(id).journal"
    let journal = JournalCheck(path: path)
    report.add(journal, of: id)
    if journal.problem == nil { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Waits until the server has no call left, and holds no more descriptors and threads than before.
  mutating func settle(for seconds: Double, downTo before: ProcessFacts?) async {
    let end = LoadClients.now + seconds
    while LoadClients.now < end, server.isRunning {
      await seeToCalls()
      let metrics = (try? await requests.get("/metrics").body) ?? ""
      report.activeAtEnd = Self.value("repartee_sessions_active", in: metrics)
      report.unseen = Self.sum("repartee_sessions_ended_total{", in: metrics) - seen.count
      guard !Task.isCancelled else { return }
      try? await Task.sleep(for: .milliseconds(500))
      report.after = server.facts
      guard report.activeAtEnd == 0, let after = report.after else { continue }
      guard let before, after.descriptors > before.descriptors else { return }
    }
  }

  /// The server has ended: what it left in its folder is read, too.
  mutating func finish(isCutShort: Bool) {
    report.isCutShort = isCutShort
    report.folder = folder
    for ended in calls.take() { report.add(ended) }
    let left = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in left where name.hasSuffix(".journal") {
      let id = String(name.dropLast(".journal".count))
      if !report.journals.badNames.contains(id) { check(id) }
    }
  }

  static func value(_ name: String, in metrics: String) -> Int? {
    metrics.split(separator: "\n").first { $0.hasPrefix(name + " ") }?.split(separator: " ").last
      .flatMap { Int($0) }
  }

  static func sum(_ start: String, in metrics: String) -> Int {
    metrics.split(separator: "\n").filter { $0.hasPrefix(start) }
      .reduce(0) { $0 + ($1.split(separator: " ").last.flatMap { Int($0) } ?? 0) }
  }
}
