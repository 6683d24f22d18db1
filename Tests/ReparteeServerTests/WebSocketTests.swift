import Foundation
import Repartee
import ReparteeTesting
import Testing

@testable import ReparteeServer

@Suite(.timeLimit(.minutes(1))) struct WebSocketTests {
  private struct Ready: Decodable { var session: String }

  @Test(
    "A caller over a WebSocket is greeted, heard and answered, and the call can be asked for after")
  func conversation() async throws {
    try await TestServer.with { client in
      var id = ""
      try await TestSocket.open(client, "/v1/audio?agent=desk&rate=16000&out_rate=8000") { socket in
        guard case .text(let ready) = await socket.next() else { return #expect(Bool(false)) }
        id = try JSONDecoder().decode(Ready.self, from: Data(ready.utf8)).session
        #expect(ready.contains("\"type\":\"ready\"") && ready.contains("\"out_rate\":8000"))
        // 20 ms at 8 kHz.
        #expect(await socket.first { if case .audio = $0 { true } else { false } } == .audio(320))
        #expect(await socket.text(with: "\"final\":true").contains("\"text\":\"Hi.\""))
        #expect(try await client.get("/v1/sessions/\(id)").body.contains("\"state\":\"active\""))
        try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
        #expect(await socket.text(with: "\"role\":\"user\"").contains("What is it?"))
        #expect(await socket.text(with: "\"generated\"").contains("\"text\":\"Yes.\""))
        try await socket.send(text: "{\"type\":\"end\"}")
        #expect(await socket.text(with: "\"type\":\"end\"").contains("caller_gone"))
        #expect(await socket.closing() == 1000)
        try await socket.send(TestSocket.frame(8, [0x03, 0xE8]))
        #expect(await socket.next() == .end)
      }
      try await Self.checkRecords(of: id, client)
    }
  }

  private static func checkRecords(of id: String, _ client: TestClient) async throws {
    while !(try await client.get("/v1/sessions/\(id)").body.contains("\"state\":\"ended\"")) {
      await Task.yield()
    }
    let path = "/v1/sessions/\(id)"
    #expect(try await client.get(path).body.contains("\"reason\":\"caller_gone\""))
    let events = try await client.get(path + "/events")
    #expect(events.headers["content-type"] == "text/event-stream")
    #expect(events.body.contains("\"text\":\"Yes.\"") && events.body.contains("id: 1\ndata: {"))
    let journal = try await client.raw(
      "GET \(path)/journal HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    #expect(journal.contains("RPJ1"))
    let recording = try await client.raw(
      "GET \(path)/recording.wav HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    #expect(recording.contains("RIFF") && recording.contains("WAVE"))
    let metrics = try await client.get("/metrics").body
    #expect(metrics.contains("repartee_sessions_total{transport=\"websocket\"} 1"))
    #expect(metrics.contains("repartee_turns_total 2"))
    #expect(metrics.contains("repartee_sessions_active 0"))
  }

  @Test("What happens is told to those who listen, as it happens, and to those who come back")
  func follows() async throws {
    try await TestServer.with { client in
      try await TestSocket.open(client) { socket in
        let ready = await socket.text(with: "ready")
        let id = try JSONDecoder().decode(Ready.self, from: Data(ready.utf8)).session
        async let events = client.get("/v1/sessions/\(id)/events")
        _ = await socket.text(with: "\"generated\"")
        let answer = try await client.send("DELETE", "/v1/sessions/\(id)")
        #expect(answer.status == 204)
        #expect(await socket.text(with: "\"type\":\"end\"").contains("hung_up"))
        let told = try await events.body
        #expect(told.contains("\"state\":\"speaking\"") && told.contains("hung_up"))
        let rest = try await client.get("/v1/sessions/\(id)/events", ["last-event-id": "3"]).body
        #expect(!rest.contains("id: 3\n") && rest.contains("hung_up"))
      }
    }
  }

  @Test("Speech in pieces of any size is heard")
  func speech() async throws {
    try await TestServer.with { client in
      try await TestSocket.open(client, "/v1/audio?agent=shop&rate=8000") { socket in
        // Half a second of a loud tone in one frame, then silence in odd pieces.
        let tone = (0..<4_000).flatMap { index -> [UInt8] in
          let sample = Int16(12_000 * sin(Double(index) * 0.35))
          return [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
        }
        try await socket.send(audio: tone)
        for part in 0..<30 {
          try await socket.send(
            TestSocket.frame(part == 0 ? 2 : 0, .init(repeating: 0, count: 333), isLast: part == 29)
          )
        }
        #expect(await socket.text(with: "\"role\":\"user\"").contains("Hello?"))
        #expect(await socket.text(with: "\"generated\"").contains("\"text\":\"Yes.\""))
      }
    }
  }

  @Test("A caller who is gone frees the line")
  func gone() async throws {
    try await TestServer.with {
      $0.maximumSessions = 1
    } _: { client in
      for _ in 0..<3 {
        while try await client.get("/v1/audio").code != "upgrade_required" { await Task.yield() }
        try await TestSocket.open(client) { socket in _ = await socket.text(with: "ready") }
      }
    }
  }

  @Test("More calls than there are lines are refused, and the others go on")
  func capacity() async throws {
    try await TestServer.with {
      $0.maximumSessions = 1
    } _: { client in
      try await TestSocket.open(client) { socket in
        _ = await socket.text(with: "ready")
        await #expect(throws: TestSocket.Refused.self) {
          try await TestSocket.open(client) { _ in }
        }
        let answer = try await client.get("/v1/audio?agent=desk")
        #expect(answer.status == 503 && answer.code == "over_capacity")
        #expect(answer.headers["retry-after"] == "5")
        #expect(await socket.text(with: "\"generated\"").contains("Hi."))
        let metrics = try await client.get("/metrics").body
        #expect(metrics.contains("repartee_sessions_refused_total{reason=\"over_capacity\"} 2"))
      }
    }
  }

  @Test("No further call is begun while the loops are late")
  func late() async throws {
    try await TestServer.with {
      $0.maximumLag = .seconds(-1)
    } _: { client in
      try await TestSocket.open(client) { socket in
        _ = await socket.text(with: "ready")
        let answer = try await client.get("/v1/audio")
        #expect(answer.status == 503 && answer.code == "overloaded")
        #expect(answer.headers["retry-after"] != nil)
      }
    }
  }

  @Test(
    "Queries that cannot be meant are refused",
    arguments: [
      ("?agent=nobody", 404, "no_such_agent"), ("?rate=44100", 400, "bad_query"),
      ("?agent=%ff", 400, "bad_query"), ("?rate=8000&rate=8000", 400, "bad_query"),
    ])
  func queries(query: String, status: Int, code: String) async throws {
    try await TestServer.with { client in
      let answer = try await client.get("/v1/audio" + query)
      #expect(answer.status == status && answer.code == code)
      await #expect(throws: TestSocket.Refused.self) {
        try await TestSocket.open(client, "/v1/audio" + query) { _ in }
      }
    }
  }
}
