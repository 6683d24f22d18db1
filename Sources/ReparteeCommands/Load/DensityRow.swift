internal import ReparteeTransports

/// What so many calls at once took, and how well they went.
struct DensityRow: Codable {
  /// A server and its clients at one moment.
  struct Look: Sendable {
    /// In seconds, on the clients' clock.
    var time: Double
    var usage: ServerProcess.Usage
    /// Of the clients, in seconds.
    var clientCPU: Double
    var metrics: String
  }

  var sessions: Int
  /// Calls that never began or were lost.
  var lost: Int
  /// What became of one of them.
  var problem: String?
  /// The server's processor time for one second of one call, in milliseconds.
  var cpuMilliseconds: Double
  /// The same for a client: the load it adds to the machine.
  var clientMilliseconds: Double
  /// Of all cores, those of the server and those of the clients, 0…1.
  var machineShare: Double
  /// Private memory that each call after the first added, in megabytes; nil for one call.
  var megabytes: Double?
  var lag: LagFigures?
  /// From a client's first packet to its call being up, in milliseconds: half of them.
  var setUp: Double
  /// Caller's last sound to agent's first, as the client hears it, in milliseconds.
  var floorMedian: Double
  var floorP95: Double
  var turns: Int
  /// Turns without an answer.
  var missed: Int

  /// - Parameter first: private megabytes after the first call.
  init(
    sessions: Int, first: Double, from before: Look, to after: Look,
    reports: [Result<LoadReport, any Error>],
    cores: Int
  ) {
    self.sessions = sessions
    let time = max(after.time - before.time, 0.001)
    let (server, clients) = (
      after.usage.cpu - before.usage.cpu, after.clientCPU - before.clientCPU
    )
    cpuMilliseconds = server * 1_000 / time / Double(sessions)
    clientMilliseconds = clients * 1_000 / time / Double(sessions)
    machineShare = (server + clients) / time / Double(max(1, cores))
    megabytes =
      sessions > 1 ? (after.usage.privateMegabytes - first) / Double(sessions - 1) : nil
    lag = LagFigures(from: before.metrics, to: after.metrics)
    var answers: [(said: Double, heard: Double?)] = []
    var problems: [String] = []
    var setUps: [Double] = []
    for report in reports {
      switch report {
      case .success(let report):
        answers += report.answers
        setUps.append(report.setUp * 1_000)
      case .failure(let error): problems.append("\(error)")
      }
    }
    (lost, problem) = (problems.count, problems.first)
    setUp = Quantiles(setUps).median
    answers.removeAll { !(before.time..<after.time).contains($0.said) }
    let latencies = answers.compactMap { answer in
      answer.heard.map { ($0 - answer.said) * 1_000 }
    }
    turns = answers.count
    missed = answers.count - latencies.count
    let floor = Quantiles(latencies)
    (floorMedian, floorP95) = (floor.median, floor.p95)
  }

  /// Why this is too many; nil while it is not.
  var failure: String? {
    if lost > 0 { return "\(lost) of \(sessions) calls were refused or lost: \(problem ?? "")" }
    if let lag, lag.p99 > 20 { return "event loops run \(Quantiles.short(lag.p99)) ms late (p99)" }
    if missed * 50 > turns { return "\(missed) of \(turns) turns had no answer" }
    if !(floorMedian <= 1_000) { return "half of the answers take over a second" }
    return nil
  }

  static let head =
    "sessions\tcpu_ms_per_s\tclient_ms_per_s\tmachine_%\tmb_per_session\tsetup_ms\tlag_p50_ms\tlag_p99_ms\tlag_max_ms"
    + "\tfloor_p50_ms\tfloor_p95_ms\tturns\tmissed\tlost"

  var text: String {
    let figures: [Double?] = [
      cpuMilliseconds, clientMilliseconds, machineShare * 100, megabytes, setUp, lag?.median,
      lag?.p99,
      lag?.most, floorMedian, floorP95,
    ]
    return
      ([String(sessions)] + figures.map { $0.map(Quantiles.short) ?? "-" }
      + [turns, missed, lost].map(String.init)).joined(separator: "\t")
  }
}
