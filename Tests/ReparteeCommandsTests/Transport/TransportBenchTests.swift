import ArgumentParser
import Foundation
import Repartee
import ReparteeCore
import ReparteeTurn
import Testing

@testable import ReparteeCommands
@testable import ReparteeServer
@testable import ReparteeTransports

@Suite struct TransportBenchTests {
  @Test("Options say what is measured")
  func options() throws {
    let command = try BenchTransport.parse([
      "--only", "echo,path", "--sessions", "2,7", "--sweeps", "30", "--packets", "20000",
    ])
    let bench = try command.bench
    #expect(bench.parts == [.echo, .path] && bench.sessions == [2, 7])
    #expect(bench.sweeps == 30 && bench.packets == 20_000)
    let usual = try BenchTransport.parse([]).bench
    #expect(usual.parts == Set(TransportBench.Part.allCases) && usual.sessions == [1, 10, 50])
    #expect(usual.sweeps >= 20 && usual.packets >= 10_000)
  }

  @Test(
    "What is no list of parts or numbers is refused",
    arguments: [
      ["--only", "echo,speed"], ["--only", ""], ["--sessions", "1,0"], ["--sessions", "one"],
      ["--sessions", ""], ["--seconds", "5"], ["--sweeps", "0"], ["--packets", "0"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try BenchTransport.parse(arguments) }
  }

  private func browser(held: Double?, processed: Bool, gaps: Int) throws -> EchoBench.Browser {
    let text = """
      {"rate":48000,"playout":21.5,"held":\(held.map { "\($0)" } ?? "null"),"processed":\(processed),"gaps":\(gaps)}
      """
    return try JSONDecoder().decode(EchoBench.Browser.self, from: Data(text.utf8))
  }

  @Test("The echo's row counts what came back, and tells what makes it doubtful")
  func echo() throws {
    let rows = [
      EchoBench.Row(
        line: .webrtc, browser: try browser(held: 40, processed: false, gaps: 0),
        delays: [100, nil, 120, 110]),
      EchoBench.Row(
        line: .websocket, browser: try browser(held: nil, processed: true, gaps: 3), delays: [nil]),
    ]
    let table = TransportTables.echo(rows, load: 1.5)
    let lines = table.text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      lines.contains(["webrtc", "4", "3", "110.0", "119.0", "100.0", "120.0", "40.0", "21.5"]))
    #expect(lines.contains(["websocket", "1", "0", "–", "–", "–", "–", "–", "21.5"]))
    #expect(table.notes.contains { $0.hasPrefix("websocket") && $0.contains("process") })
    #expect(table.notes.contains { $0.hasPrefix("websocket") && $0.contains("3 blocks") })
    #expect(!table.notes.contains { $0.hasPrefix("webrtc:") })
    #expect(table.notes.last?.contains("before: 1.5") == false)
    #expect(table.notes.contains { $0.contains("before: 1.5") })
  }

  @Test("Costs and waits have a row each way for each transport")
  func path() throws {
    let speech = (0..<24_000).map { Float($0 % 100) / 200 }
    let paths = try [LoadClients.Line.webSocket, .webRTC].map {
      TransportTables.Path(line: $0, cost: try PathCost.measure($0, speech: speech, count: 50))
    }
    let costs = try JSONDecoder().decode(
      Table.self, from: Data(try Output.jsonText(TransportTables.costs(paths, load: nil)).utf8))
    #expect(costs.rows.map { $0["way"]?.text } == ["in", "in", "out", "out", "nothing"])
    #expect(
      costs.rows.prefix(4).map { $0["transport"]?.text }
        == ["websocket", "webrtc", "websocket", "webrtc"])
    #expect(costs.rows.prefix(4).allSatisfy { $0["packets"]?.number == 50 })
    #expect(costs.rows.allSatisfy { ($0["cpu p50"]?.number ?? 0) > 0 })
    let waits = try JSONDecoder().decode(
      Table.self, from: Data(try Output.jsonText(TransportTables.waits(paths, load: nil)).utf8))
    #expect(waits.rows.map { $0["way"]?.text } == ["in", "in", "out", "out"])
    #expect(waits.rows.map { $0["lead"]?.number } == [nil, nil, 200, 0])
    #expect(waits.rows[1]["held back"]?.number != nil && waits.rows[0]["held back"]?.number == nil)
  }

  @Test("An agent that echoes neither greets nor asks whether the caller is there")
  func quiet() throws {
    var configuration = ServerConfiguration(agents: [try BundledAgent.receptionist()])
    #expect(!configuration.echoesCallers)
    configuration.echoCallers()
    #expect(configuration.echoesCallers)
    #expect(
      configuration.agents.allSatisfy { $0.greeting.isEmpty && $0.turn.repromptAfter == .zero })
    #expect(MockServices.echo().speech.rate == .hz16000)
  }

  private struct Table: Decodable {
    var rows: [[String: Cell]]
  }

  /// A text, a number or nothing.
  private struct Cell: Decodable {
    var text: String?
    var number: Double?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try? container.decode(String.self)
      number = try? container.decode(Double.self)
    }
  }
}
