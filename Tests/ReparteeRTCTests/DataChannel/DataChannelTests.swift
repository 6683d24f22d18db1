import ReparteeCore
import Testing

@testable import ReparteeRTC

@Suite("Data channels")
struct DataChannelTests {
  @Test("are opened by either side, each with numbers of its own")
  func open() {
    var network = SctpNetwork(seed: 1)
    network.connect()
    for label in ["events", "oai-events"] {
      network.tell(.client, .open(label: label, subprotocol: "p", isOrdered: true))
      network.tell(.server, .open(label: label, subprotocol: "", isOrdered: false))
    }
    network.run(for: .milliseconds(1_000))
    let opened = network.events.map { events in
      events.compactMap { event -> DataChannel? in
        guard case .channelOpened(let channel) = event else { return nil }
        return channel
      }.sorted { $0.stream < $1.stream }
    }
    #expect(opened[0].map(\.stream) == [0, 1, 2, 3])
    #expect(opened[1].map(\.stream) == [0, 1, 2, 3])
    #expect(opened[0].map(\.isPeers) == [false, true, false, true])
    #expect(opened[1].map(\.isPeers) == [true, false, true, false])
    #expect(opened[1].map(\.label) == ["events", "events", "oai-events", "oai-events"])
    #expect(opened[1].map(\.subprotocol) == ["p", "", "p", ""])
    #expect(opened[0].map(\.isOrdered) == [true, false, true, false])
  }

  @Test("carry text, binary and nothing at all")
  func kinds() {
    var network = SctpNetwork(seed: 1)
    network.connect()
    network.tell(.client, .open(label: "events", subprotocol: "", isOrdered: true))
    network.run(for: .milliseconds(100))
    let wanted: [(DataChannel.Kind, [UInt8])] = [
      (.text, Array("Grüße".utf8)), (.binary, [0, 255]), (.text, []), (.binary, []),
    ]
    for (kind, bytes) in wanted {
      network.tell(.server, .send(stream: 0, kind: kind, bytes: bytes))
    }
    network.run(for: .milliseconds(1_000))
    let got = network.events[0].dropFirst(2)
    #expect(Array(got) == wanted.map { .message(stream: 0, kind: $0.0, bytes: $0.1) })
  }

  @Test("are closed after what was sent on them, and their numbers used again", arguments: 0..<16)
  func close(seed: Int) {
    var network = SctpNetwork(seed: UInt64(seed), lost: seed, doubled: 5, spread: 30)
    network.connect()
    for round in 0..<5 {
      network.events = [[], []]
      network.tell(.client, .open(label: "n\(round)", subprotocol: "", isOrdered: true))
      for byte in 0..<10 as Range<UInt8> {
        network.tell(.client, .send(stream: 0, kind: .binary, bytes: [byte]))
      }
      if round % 2 == 1 { network.run(for: .milliseconds(20_000)) }
      network.tell(round % 2 == 0 ? .client : .server, .closeChannel(stream: 0))
      network.run(for: .milliseconds(60_000))
      #expect(network.messages(at: .server, on: 0) == (0..<10).map { [$0] })
      #expect(network.events[1].last == .channelClosed(stream: 0))
      #expect(network.events[0].last == .channelClosed(stream: 0))
      #expect(network.ends.allSatisfy { $0.channels.isEmpty })
    }
  }

  @Test("that are not there, or are closed, take nothing")
  func refused() {
    var network = SctpNetwork(seed: 1)
    network.tell(.client, .send(stream: 0, kind: .text, bytes: [65]))
    network.connect()
    network.tell(.client, .send(stream: 4, kind: .text, bytes: [65]))
    network.tell(.client, .open(label: "a", subprotocol: "", isOrdered: true))
    network.tell(.client, .send(stream: 0, kind: .text, bytes: Array(repeating: 65, count: 65_537)))
    network.tell(.client, .closeChannel(stream: 0))
    network.tell(.client, .send(stream: 0, kind: .text, bytes: [65]))
    let refused = network.events[0].compactMap { event -> SctpRefusal? in
      guard case .refused(_, let why) = event else { return nil }
      return why
    }
    #expect(refused == [.notConnected, .noSuchStream, .messageTooLong, .noSuchStream])
  }

  @Test("to a side that takes nothing hold a bounded amount")
  func full() {
    var network = SctpNetwork(seed: 1)
    network.connect()
    network.tell(.client, .open(label: "a", subprotocol: "", isOrdered: true))
    network.run(for: .milliseconds(1_000))
    network.lost = 100
    for _ in 0..<1_000 {
      network.tell(.client, .send(stream: 0, kind: .binary, bytes: Array(repeating: 0, count: 900)))
    }
    #expect(network.has(.refused(stream: 0, .queueFull), at: .client))
    #expect(network.ends[0].bytesToSend <= SctpLimits().send)
  }

  @Test("cannot be opened without end")
  func tooMany() {
    var network = SctpNetwork(seed: 1)
    network.connect()
    for _ in 0..<65 {
      network.tell(.client, .open(label: "a", subprotocol: "", isOrdered: true))
    }
    network.run(for: .milliseconds(5_000))
    #expect(network.has(.refused(stream: 0, .tooManyChannels), at: .client))
    #expect(network.ends[1].channels.count == 64)
    #expect(network.ends[1].isConnected)
  }

  @Test("are asked for in the bytes of RFC 8832 §5.1")
  func bytes() throws {
    let channel = DataChannel(
      stream: 1, label: "ab", subprotocol: "c", isOrdered: false, reliability: .retransmits(3),
      isPeers: true)
    let bytes: [UInt8] = [3, 0x81, 1, 0, 0, 0, 0, 3, 0, 2, 0, 1, 97, 98, 99]
    #expect(DataChannelControl.open(channel).encoded() == bytes)
    #expect(DataChannelControl(bytes[...], stream: 1) == .open(channel))
    for count in bytes.indices { #expect(DataChannelControl(bytes[..<count], stream: 1) == nil) }
    #expect(DataChannelControl([2], stream: 1) == .ack)
  }
}
