import Testing

@testable import ReparteeTransports

struct SrtpTests {
  /// A version 2 packet of payload type 111.
  static func packet(sequence: UInt16, payload: [UInt8] = Array(0..<80)) -> [UInt8] {
    [0x80, 111, UInt8(sequence >> 8), UInt8(sequence & 255), 0, 0, 3, 192, 1, 2, 3, 4] + payload
  }

  static func keys(_ profile: SrtpProfile) -> [UInt8] { (0..<profile.keySize).map { UInt8($0) } }

  private static func protect(_ packet: [UInt8], with session: borrowing SrtpSession) -> [UInt8] {
    var bytes = packet + [UInt8](repeating: 0, count: SrtpSession.trailer)
    var count = packet.count
    let status = bytes.withUnsafeMutableBytes { session.protect($0, count: &count) }
    return status == .done ? Array(bytes.prefix(count)) : []
  }

  private static func open(_ packet: [UInt8], with session: borrowing SrtpSession)
    -> (LibraryStatus, [UInt8])
  {
    var (bytes, count) = (packet, 0)
    let status = bytes.withUnsafeMutableBytes { session.unprotect($0, count: &count) }
    return (status, Array(bytes.prefix(count)))
  }

  @Test("What is protected opens again, once", arguments: SrtpProfile.allCases)
  func roundTrip(profile: SrtpProfile) throws {
    let sender = try SrtpSession(profile, key: Self.keys(profile), .outbound)
    let receiver = try SrtpSession(profile, key: Self.keys(profile), .inbound)
    for sequence in UInt16(65_500)...65_535 {
      let plain = Self.packet(sequence: sequence)
      let sealed = Self.protect(plain, with: sender)
      #expect(sealed.count == plain.count + (profile == .aes128Gcm ? 16 : 10))
      #expect(sealed[12..<40] != plain[12..<40])
      let (status, opened) = Self.open(sealed, with: receiver)
      #expect(status == .done && opened == plain)
      #expect(Self.open(sealed, with: receiver).0 == .replayed)
    }
  }

  @Test("A packet with any byte changed does not open", arguments: SrtpProfile.allCases)
  func tampered(profile: SrtpProfile) throws {
    let sender = try SrtpSession(profile, key: Self.keys(profile), .outbound)
    let receiver = try SrtpSession(profile, key: Self.keys(profile), .inbound)
    let sealed = Self.protect(Self.packet(sequence: 9), with: sender)
    for index in sealed.indices {
      var altered = sealed
      altered[index] ^= 0x10
      #expect(Self.open(altered, with: receiver).0 != .done)
    }
    for count in 0..<sealed.count {
      #expect(Self.open(Array(sealed.prefix(count)), with: receiver).0 != .done)
    }
    #expect(Self.open(sealed, with: receiver).0 == .done)
  }

  @Test("Packets overtake one another by up to a thousand", arguments: SrtpProfile.allCases)
  func reordered(profile: SrtpProfile) throws {
    let sender = try SrtpSession(profile, key: Self.keys(profile), .outbound)
    let receiver = try SrtpSession(profile, key: Self.keys(profile), .inbound)
    let sealed = (0..<1_200).map {
      Self.protect(Self.packet(sequence: UInt16($0)), with: sender)
    }
    #expect(Self.open(sealed[1_100], with: receiver).0 == .done)
    #expect(Self.open(sealed[100], with: receiver).0 == .done)
    #expect(Self.open(sealed[50], with: receiver).0 == .replayed)
  }

  @Test("Control packets open again, once, and not when changed", arguments: SrtpProfile.allCases)
  func control(profile: SrtpProfile) throws {
    let sender = try SrtpSession(profile, key: Self.keys(profile), .outbound)
    let receiver = try SrtpSession(profile, key: Self.keys(profile), .inbound)
    let plain: [UInt8] = [0x80, 201, 0, 1, 1, 2, 3, 4]
    var bytes = plain + [UInt8](repeating: 0, count: SrtpSession.trailer)
    var count = plain.count
    #expect(bytes.withUnsafeMutableBytes { sender.protectRtcp($0, count: &count) } == .done)
    let sealed = Array(bytes.prefix(count))
    for length in 0..<sealed.count {
      var short = Array(sealed.prefix(length))
      #expect(short.withUnsafeMutableBytes { receiver.unprotectRtcp($0, count: &count) } != .done)
    }
    var opened = sealed
    #expect(opened.withUnsafeMutableBytes { receiver.unprotectRtcp($0, count: &count) } == .done)
    #expect(Array(opened.prefix(count)) == plain)
    opened = sealed
    #expect(
      opened.withUnsafeMutableBytes { receiver.unprotectRtcp($0, count: &count) } == .replayed)
  }

  @Test("Random bytes open nowhere", arguments: SrtpProfile.allCases)
  func noise(profile: SrtpProfile) throws {
    let receiver = try SrtpSession(profile, key: Self.keys(profile), .inbound)
    var random = Seeded(seed: 3)
    var opened = 0
    for _ in 0..<100_000 {
      var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      if !bytes.isEmpty { bytes[0] = bytes[0] & 0x3F | 0x80 }
      var count = 0
      if bytes.withUnsafeMutableBytes({ receiver.unprotect($0, count: &count) }) == .done {
        opened += 1
      }
      if bytes.withUnsafeMutableBytes({ receiver.unprotectRtcp($0, count: &count) }) == .done {
        opened += 1
      }
    }
    #expect(opened == 0)
  }

  @Test("A packet that its header runs out of, or without room behind it, is refused")
  func badArguments() throws {
    let sender = try SrtpSession(.aes128Gcm, key: Self.keys(.aes128Gcm), .outbound)
    var bytes = Self.packet(sequence: 1)
    var count = bytes.count
    #expect(bytes.withUnsafeMutableBytes { sender.protect($0, count: &count) } == .badArgument)
    bytes = [0x9F, 111] + [UInt8](repeating: 255, count: 100)
    count = 60
    #expect(bytes.withUnsafeMutableBytes { sender.protect($0, count: &count) } == .badArgument)
    #expect(throws: WebRTCError.self) {
      _ = try SrtpSession(.aes128Gcm, key: [1, 2, 3], .inbound)
    }
  }
}
