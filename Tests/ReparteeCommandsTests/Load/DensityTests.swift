import Testing

@testable import ReparteeCommands
@testable import ReparteeTransports

@Suite struct DensityTests {
  private static func metrics(_ counts: [Int]) -> String {
    let bounds = ["0.001", "0.01", "0.02", "+Inf"]
    return zip(bounds, counts).map { "repartee_loop_lag_seconds_bucket{le=\"\($0)\"} \($1)" }
      .joined(separator: "\n") + "\nrepartee_loop_lag_seconds_sum 3\n"
  }

  @Test("Lags are those between two looks, spread evenly over a bucket")
  func lags() throws {
    let lag = try #require(
      LagFigures(from: Self.metrics([100, 100, 100, 100]), to: Self.metrics([200, 298, 300, 300])))
    #expect(abs(lag.median - 1) < 1e-9)
    #expect(abs(lag.p99 - 10) < 1e-9)
    #expect(lag.most == 20)
  }

  @Test("Lags beyond the last bound are at least that, and no lags are none")
  func edges() {
    #expect(LagFigures(from: "", to: Self.metrics([0, 0, 0, 5]))?.p99 == 20)
    #expect(LagFigures(from: Self.metrics([1, 1, 1, 1]), to: Self.metrics([1, 1, 1, 1])) == nil)
    #expect(LagFigures(from: "", to: "nonsense") == nil)
  }

  @Test("Processor time is read behind a name with spaces and brackets in it")
  func ticks() {
    let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 1 2 3 4 150 50 9 9 20 0 3 0"
    #expect(ServerProcess.ticks(in: stat) == 200)
    #expect(ServerProcess.ticks(in: "") == 0)
    #expect(
      ServerProcess.privateKilobytes(in: "Rss: 9 kB\nPrivate_Clean: 4 kB\nPrivate_Dirty: 6 kB")
        == 10)
  }

  @Test(
    "The port is where the server says it listens",
    arguments: [
      ("listening on http://127.0.0.1:4242\nready (", 4242),
      ("listening on https://[::1]:80\n", 80),
      ("nothing", nil),
    ])
  func port(text: String, port: Int?) { #expect(ServerProcess.port(in: text) == port) }

  @Test(
    "A server is ready once it has said so and told all of its port, in either order",
    arguments: [
      ("listening on http://127.0.0.1:42", nil), ("listening on http://127.0.0.1:4242\n", nil),
      ("listening on http://127.0.0.1:4242\nready (", 4242), ("ready (models)\n", nil),
      ("ready (models)\nlistening on http://127.0.0.1:42", nil),
      ("ready (models)\nlistening on http://127.0.0.1:4242\n", 4242),
    ] as [(String, Int?)])
  func ready(text: String, port: Int?) { #expect(ServerProcess.readyPort(in: text) == port) }

  @Test("A row counts what was asked while it was measured, and says why it is too many")
  func row() {
    var report = LoadReport()
    report.answers = [(9, 9.2), (10, 10.3), (11, nil), (25, 25.1)]
    let looks = [10.0, 20.0].map {
      DensityRow.Look(
        time: $0, usage: .init(cpu: $0 / 10, privateMegabytes: 30), clientCPU: $0 / 20, metrics: "")
    }
    var row = DensityRow(
      sessions: 2, first: 20, from: looks[0], to: looks[1],
      reports: [.success(report), .success(report)], cores: 2)
    #expect(row.turns == 4 && row.missed == 2 && row.lost == 0)
    #expect(abs(row.cpuMilliseconds - 50) < 1e-9 && abs(row.clientMilliseconds - 25) < 1e-9)
    #expect(abs(row.machineShare - 0.075) < 1e-9 && row.megabytes == 10)
    #expect(abs(row.floorMedian - 300) < 1e-6)
    #expect(row.failure?.contains("2 of 4 turns") == true)
    row.missed = 0
    #expect(row.failure == nil)
    row.floorMedian = .nan
    #expect(row.failure != nil)
  }
}
