import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("Messages over a network that loses, doubles and reorders packets")
struct SctpTransferTests {
  @Test(
    "arrive once each and in order, both ways",
    arguments: [0, 2, 5, 10, 20], [0, 40] as [Int64])
  func arrive(lost: Int, spread: Int64) throws {
    for seed in 0..<12 {
      var network = SctpNetwork(
        seed: UInt64(seed), lost: lost, doubled: lost / 2, spread: spread)
      network.connect()
      try #require(network.has(.connected, at: .client) && network.has(.connected, at: .server))
      network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
      network.run(for: .milliseconds(100))
      let sizes = (0..<40).map { _ in Int.random(in: 0...3_000, using: &network.noise) }
      let wanted = sizes.enumerated().map { number, size in
        (0..<size).map { UInt8(truncatingIfNeeded: $0 &+ number) }
      }
      let before = network.sent
      for message in wanted {
        network.tell(.client, .send(stream: 0, kind: .binary, bytes: message))
        network.run(for: .milliseconds(20))
      }
      network.run(for: .milliseconds(240_000))
      #expect(network.messages(at: .server, on: 0) == wanted, "seed \(seed)")
      for message in wanted {
        network.tell(.server, .send(stream: 0, kind: .text, bytes: message))
      }
      network.run(for: .milliseconds(240_000))
      #expect(network.messages(at: .client, on: 0) == wanted, "seed \(seed)")
      let payload = sizes.reduce(0, +)
      let least = payload / 1_120 * 2
      #expect(network.sent[0] - before[0] < 200 + 3 * least, "seed \(seed)")
      #expect(network.ends.allSatisfy { $0.bytesToSend == 0 && $0.bytesReceivedAndHeld == 0 })
    }
  }

  @Test("of the greatest length arrive, one after another", arguments: [0, 10])
  func long(lost: Int) throws {
    var network = SctpNetwork(seed: 5, lost: lost, spread: 10)
    network.connect()
    network.tell(.client, .open(label: "big", subprotocol: "", isOrdered: true))
    let wanted = (0..<3).map { number in
      (0..<65_536).map { UInt8(truncatingIfNeeded: $0 / 256 &+ $0 &+ number) }
    }
    for message in wanted { network.tell(.client, .send(stream: 0, kind: .binary, bytes: message)) }
    network.run(for: .milliseconds(200_000))
    #expect(network.messages(at: .server, on: 0) == wanted)
    #expect(network.mostHeld <= SctpLimits().receive + SctpLimits().message)
    let ideal = 3 * 65_536 / 1_120
    #expect(network.sent[0] < ideal * 2)
    // On a line without loss nothing is sent twice: SACKs and data only.
    if lost == 0 { #expect(network.bytesSent[0] < 3 * 65_536 + 59 * 3 * 40 + 2_000) }
  }

  @Test("without order all arrive, once each")
  func unordered() throws {
    var network = SctpNetwork(seed: 8, lost: 10, doubled: 10, spread: 60)
    network.connect()
    network.tell(.client, .open(label: "loose", subprotocol: "", isOrdered: false))
    network.run(for: .milliseconds(5_000))
    for number in 0..<200 {
      network.tell(.client, .send(stream: 0, kind: .binary, bytes: [UInt8(number), 7]))
    }
    network.run(for: .milliseconds(60_000))
    let got = network.messages(at: .server, on: 0)
    #expect(got.count == 200)
    #expect(Set(got).count == 200)
    #expect(got != got.sorted { $0[0] < $1[0] }, "nothing came out of order: no test of that")
  }

  @Test("are acknowledged, so that a silent line stays silent but for heartbeats")
  func silence() {
    var network = SctpNetwork(seed: 3)
    network.connect()
    network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
    network.run(for: .milliseconds(1_000))
    let before = network.sent[0] + network.sent[1]
    network.run(for: .milliseconds(300_000))
    // Each asks ten times at most and answers as often.
    #expect(network.sent[0] + network.sent[1] - before <= 40)
    #expect(network.ends.allSatisfy { $0.isConnected })
  }

  @Test("that are lost are sent again a bounded number of times, then the association ends")
  func deaf() {
    var network = SctpNetwork(seed: 4)
    network.connect()
    network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
    network.run(for: .milliseconds(1_000))
    network.lost = 100
    let before = network.sent[0]
    network.tell(.client, .send(stream: 0, kind: .text, bytes: Array("hello".utf8)))
    network.run(for: .milliseconds(300_000))
    #expect(network.has(.closed(.timedOut), at: .client))
    #expect(network.sent[0] - before <= 14)
    #expect(network.ends[0].nextTimer == nil)
  }
}
