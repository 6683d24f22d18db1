import Fuzzing
import ReparteeCore
import ReparteeRTC

extension Fuzzer {
  /// An association whose peer sends anything: chunks reach it with the right tag and checksum.
  static var sctp: Fuzzer {
    let (end, seeds) = conversation()
    let limits = SctpLimits()
    let most = limits.receive + limits.message + 16_384
    return Fuzzer(name: "sctp", seeds: seeds) { bytes in
      var end = end
      // The same again shows what only a second one does.
      for _ in 0..<2 {
        for datagram in [bytes, sealed(bytes)] {
          let actions = end.handle(.datagram(datagram), at: .milliseconds(2_000))
          precondition(actions.count < 5_000, "Too much is wanted.")
        }
        precondition(end.bytesReceivedAndHeld <= most, "Too much is held.")
        if let due = end.nextTimer { _ = end.handle(.tick, at: due) }
      }
    }
  }

  /// The tag of the end that is fuzzed.
  private static let tag: UInt32 = 0x5252_0001

  /// A connected end, and what it was sent until then and after.
  private static func conversation() -> (SctpAssociation, [[UInt8]]) {
    var end = SctpAssociation(
      SctpSetup(role: .dtlsServer, random: .init(tag: tag, tsn: 9, cookie: (1, 2))))
    var other = SctpAssociation(
      SctpSetup(role: .dtlsClient, random: .init(tag: 7, tsn: 70, cookie: (3, 4))))
    var seeds: [[UInt8]] = []
    func talk(_ inputs: [SctpInput]) {
      for input in inputs {
        var toEnd = datagrams(other.handle(input, at: .milliseconds(1_000)))
        while !toEnd.isEmpty {
          seeds += toEnd
          let back = toEnd.flatMap {
            datagrams(end.handle(.datagram($0), at: .milliseconds(1_000)))
          }
          toEnd = back.flatMap { datagrams(other.handle(.datagram($0), at: .milliseconds(1_000))) }
        }
      }
    }
    talk([
      .connect, .open(label: "events", subprotocol: "", isOrdered: true),
      .send(stream: 0, kind: .text, bytes: Array("hello".utf8)),
      .send(stream: 0, kind: .binary, bytes: Array(repeating: 1, count: 3_000)),
      .open(label: "other", subprotocol: "", isOrdered: false), .closeChannel(stream: 2),
    ])
    let connected = end
    talk([.close])
    return (connected, seeds)
  }

  private static func datagrams(_ actions: [SctpAction]) -> [[UInt8]] {
    actions.compactMap {
      guard case .transmit(let bytes) = $0 else { return nil }
      return bytes
    }
  }

  /// With the tag and the checksum that make an end read it.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 12 else { return bytes }
    var bytes = bytes
    for index in 0..<4 {
      bytes[4 + index] = UInt8(truncatingIfNeeded: tag >> UInt32(24 - 8 * index))
      bytes[8 + index] = 0
    }
    let sum = CRC32C.checksum(bytes)
    for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
    return bytes
  }
}
