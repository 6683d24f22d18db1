import ReparteeRTC
import Testing

@Suite("STUN: what is written and what is refused") struct StunMessageTests {
  private let transaction = StunTransaction(high: 1, low: 2)

  @Test("what was written is read, with all attributes of a check")
  func roundTrip() throws {
    var message = StunMessage(kind: .request, transaction: transaction)
    message.username = "abcd:efghi"
    message.priority = 7
    message.nominates = true
    message.role = .controlling(tiebreaker: 99)
    let bytes = message.written("secret")
    let read = try StunMessage(parsing: bytes)
    #expect(read.username == "abcd:efghi" && read.priority == 7 && read.nominates)
    #expect(read.role == .controlling(tiebreaker: 99))
    #expect(read.isGenuine(bytes, "secret"))
    #expect(read.written("secret") == bytes)
  }

  @Test("mapped addresses of both families come back", arguments: ["203.0.113.9", "fe80::1", "::"])
  func mapped(host: String) throws {
    var message = StunMessage(kind: .success, transaction: transaction)
    let address = try #require(RemoteAddress(host: host, port: 65_535))
    message.mapped = address
    let bytes = message.written(nil)
    #expect(try StunMessage(parsing: bytes).mapped == message.mapped)
  }

  @Test("an error carries its code", arguments: [400, 401, 420, 487, 699])
  func codes(code: Int) throws {
    var message = StunMessage(kind: .failure, transaction: transaction)
    message.errorCode = code
    let bytes = message.written("p")
    #expect(try StunMessage(parsing: bytes).errorCode == code)
  }

  @Test("an attribute that must be understood and is not is named")
  func unknown() throws {
    let bytes = hex("00010008 2112a442 000000010000000000000002 0033 0001 ff000000")
    #expect(try StunMessage(parsing: bytes).unknown == [0x0033])
    #expect(
      try StunMessage(parsing: hex("00010004 2112a442 000000010000000000000002 c003 0000"))
        .unknown.isEmpty)
  }

  @Test(
    "what is no check is refused with a reason",
    arguments: [
      ("", StunError.length),
      ("00010000 2112a443 000000010000000000000002", .notStun),
      ("80010000 2112a442 000000010000000000000002", .notStun),
      ("00010004 2112a442 000000010000000000000002", .length),
      ("00030000 2112a442 000000010000000000000002", .method),
      ("00010004 2112a442 000000010000000000000002 0006 0005", .attribute(0)),
      ("00010008 2112a442 000000010000000000000002 0024 0003 00000000", .attribute(0x24)),
      ("00010008 2112a442 000000010000000000000002 0008 0004 00000000", .attribute(8)),
      ("00010008 2112a442 000000010000000000000002 8028 0004 00000000", .fingerprint),
    ])
  func refused(bytes: String, error: StunError) {
    #expect(throws: error) { try StunMessage(parsing: hex(bytes)) }
  }

  @Test("attributes after MESSAGE-INTEGRITY are not taken: nobody has vouched for them")
  func appended() throws {
    let bytes = StunMessage(kind: .request, transaction: transaction)
      .written("p")
    // FINGERPRINT, the last 8 bytes, is replaced by USE-CANDIDATE.
    var forged = Array(bytes.dropLast(8)) + [0, 0x25, 0, 0]
    forged[3] = UInt8(forged.count - 20)
    let message = try StunMessage(parsing: forged)
    #expect(!message.nominates)
    #expect(message.isGenuine(forged, "p"))
  }

  @Test("150,000 damaged and random inputs: none traps, and what passes says what was signed")
  func flood() {
    // What stands behind the hash may be damaged and is not looked at; what is read must be as it was.
    let originals = Set(StunVectors.all.compactMap { try? StunMessage(parsing: $0) })
    #expect(originals.count == 3)
    var parsed = 0
    Noise.flood(150_000, seeds: StunVectors.all) { bytes in
      guard let message = try? StunMessage(parsing: bytes) else { return }
      parsed += 1
      if message.isGenuine(bytes, StunVectors.password) { #expect(originals.contains(message)) }
    }
    #expect(parsed > 1_000)
  }
}
