import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

@Suite struct ReplayTests {
  private func journal() async throws -> [UInt8] {
    let call = try await Call.run(
      [.speech(1), .silence(1.5), .speech(1.5), .silence(1)],
      hears: FakeRecognizer("Tell me everything", "Stop it"), greeting: "Hello."
    ) { _ in "One two three four five six seven eight nine ten." }
    return call.journal.bytes
  }

  @Test("A replay makes every decision again")
  func equal() async throws {
    let replay = try Replay(journal: try await journal())
    #expect(replay.isEqual)
    #expect(replay.tail == .clean)
    #expect(replay.decisions > 20)
  }

  @Test("A journal cut at any byte still replays up to there", arguments: [0.2, 0.5, 0.77, 0.999])
  func truncated(share: Double) async throws {
    let bytes = try await journal()
    let replay = try Replay(journal: Array(bytes.prefix(Int(Double(bytes.count) * share))))
    #expect(replay.isEqual)
  }

  @Test("A changed input is found as a difference or as damage")
  func changed() async throws {
    var bytes = try await journal()
    bytes[bytes.count / 2] ^= 0x55
    let replay = try Replay(journal: bytes)
    #expect(replay.tail != .clean)
  }

  @Test(
    "Bytes that are no journal are refused",
    arguments: [[], [1, 2, 3], Array("RIFF....WAVE".utf8)])
  func refused(bytes: [UInt8]) {
    #expect(throws: ModelError.self) { try Replay(journal: bytes) }
  }

  @Test("Random damage never traps")
  func fuzz() async throws {
    let bytes = try await journal()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      _ = try? Replay(journal: damaged)
    }
  }
}
