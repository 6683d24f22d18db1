import ReparteeRTC
import Testing

@Suite("Addresses") struct RemoteAddressTests {
  @Test(
    "an address in text is read as its bytes (RFC 4291 §2.2)",
    arguments: [
      ("127.0.0.1", "7f000001"),
      ("255.255.255.255", "ffffffff"),
      ("::", "00000000000000000000000000000000"),
      ("::1", "00000000000000000000000000000001"),
      ("2001:DB8::8:800:200C:417A", "20010db80000000000080800200c417a"),
      ("FF01::101", "ff010000000000000000000000000101"),
      ("::FFFF:129.144.52.38", "00000000000000000000ffff81903426"),
      ("1:2:3:4:5:6:7::", "00010002000300040005000600070000"),
    ])
  func text(host: String, bytes: String) throws {
    let address = try #require(RemoteAddress(host: host, port: 9))
    #expect(address.bytes == hex(bytes))
    #expect(RemoteAddress(bytes: hex(bytes), port: 9) == address)
    #expect(RemoteAddress(host: address.host, port: 9) == address)
  }

  @Test(
    "what is no address is none",
    arguments: [
      "", "1.2.3", "1.2.3.256", "1.2.3.4.5", "+1.2.3.4", "a.b.c.d", ":", ":::", "1::2::3",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "+1::", "::1.2.3", "fe80::1%eth0",
      "6d1a6a4c-4e8c-4a9b-9d8f-2a0b4c6d8e0f.local",
      "0000000000000000000000000000000000000000000000000000000:1",
    ])
  func none(host: String) { #expect(RemoteAddress(host: host, port: 1) == nil) }

  @Test("the port is part of it, and text of both families is told apart")
  func port() {
    let four = RemoteAddress(v4: 0x7F00_0001, port: 1)
    #expect(four != four.at(port: 2))
    #expect(four.description == "127.0.0.1:1")
    #expect(RemoteAddress(v6: 0, 1, port: 2).description == "[0:0:0:0:0:0:0:1]:2")
    #expect(RemoteAddress(v6: 0, 0x7F00_0001, port: 1) != four)
    #expect(RemoteAddress(bytes: [1, 2, 3], port: 1) == nil)
  }

  @Test("100,000 strings: none traps, and what is read is written as the same")
  func flood() {
    let seeds = [
      "127.0.0.1", "::1", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8",
    ]
    Noise.flood(100_000, seeds: seeds.map { Array($0.utf8) }) { bytes in
      guard let address = RemoteAddress(host: String(decoding: bytes, as: UTF8.self), port: 1)
      else { return }
      #expect(RemoteAddress(host: address.host, port: 1) == address)
    }
  }
}
