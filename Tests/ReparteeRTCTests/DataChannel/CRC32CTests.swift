import ReparteeRTC
import Testing

@Suite("The checksum of SCTP")
struct CRC32CTests {
  @Test(
    "gives the sums of RFC 3720 B.4",
    arguments: [
      (Array(repeating: 0, count: 32), 0x8A91_36AA),
      (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E),
      (Array((0..<32).reversed()), 0x113F_DB5C),
    ] as [([UInt8], UInt32)])
  func vectors(bytes: [UInt8], sum: UInt32) {
    #expect(CRC32C.checksum(bytes) == sum)
  }

  @Test("gives the sum of the digits, as catalogues of checksums do")
  func digits() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
  }
}
