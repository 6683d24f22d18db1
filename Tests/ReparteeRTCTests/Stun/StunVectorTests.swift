import ReparteeRTC
import Testing

/// The sample messages of RFC 5769 §2.1 to §2.3.
enum StunVectors {
  static let password = "VOkJxbRl1RmTxUk/WvJxBt"

  static let request = hex(
    """
    00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74
    00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020 00080014
    9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf
    """)
  static let response4 = hex(
    """
    0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200008
    0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96
    """)
  static let response6 = hex(
    """
    01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200014
    0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1 1784c97c 8292c275
    bfe3ed41 80280004 c8fb0b4c
    """)
  static let all = [request, response4, response6]
}

@Suite("STUN: the messages of RFC 5769") struct StunVectorTests {
  @Test("SHA-1 of the tests is SHA-1 (FIPS 180-4, 'abc'), and its HMAC that of RFC 2202, case 2")
  func sha1() {
    #expect(Sha1.hash(Array("abc".utf8)) == hex("a9993e364706816aba3e25717850c26c9cd0d89d"))
    #expect(
      Sha1.hmac(Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        == hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"))
  }

  @Test("the request of §2.1 is read and authentic")
  func request() throws {
    let message = try StunMessage(parsing: StunVectors.request)
    #expect(message.kind == .request)
    #expect(message.transaction == StunTransaction(high: 0xB7E7_A701, low: 0xBC34_D686_FA87_DFAE))
    #expect(message.username == "evtj:h6vY")
    #expect(message.localFragment == "evtj")
    #expect(message.priority == 0x6E00_01FF)
    #expect(message.role == .controlled(tiebreaker: 0x932F_F9B1_5126_3B36))
    #expect(!message.nominates && message.unknown.isEmpty)
    #expect(
      message.isGenuine(StunVectors.request, StunVectors.password))
  }

  @Test(
    "the responses of §2.2 and §2.3 give the mapped address and are authentic",
    arguments: [
      (StunVectors.response4, "192.0.2.1"),
      (StunVectors.response6, "2001:db8:1234:5678:11:2233:4455:6677"),
    ])
  func response(bytes: [UInt8], host: String) throws {
    let message = try StunMessage(parsing: bytes)
    #expect(message.kind == .success)
    #expect(message.mapped == RemoteAddress(host: host, port: 32_853))
    #expect(message.isGenuine(bytes, StunVectors.password))
  }

  @Test("another password, or one flipped bit under the hash, is not authentic")
  func forged() throws {
    let message = try StunMessage(parsing: StunVectors.request)
    #expect(!message.isGenuine(StunVectors.request, "wrong"))
    for index in 24..<76 {
      var bytes = StunVectors.request
      bytes[index] ^= 1
      #expect(
        !message.isGenuine(bytes, StunVectors.password))
      #expect(throws: StunError.self) { try StunMessage(parsing: bytes) }
    }
  }

  @Test("a hash of another length is never right")
  func shortHash() throws {
    let message = try StunMessage(parsing: StunVectors.request)
    let passes = message.isAuthentic(StunVectors.request, password: "", hmac: { _, _ in [] })
    #expect(!passes)
  }
}
