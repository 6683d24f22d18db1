internal import CReparteeRTC

/// How media is protected (RFC 5764 section 4.1.2, RFC 7714 section 14.2).
enum SrtpProfile: Int32, Sendable, CaseIterable {
  case aes128Sha1 = 1
  case aes128Gcm = 7

  /// Bytes of a master key with its salt.
  var keySize: Int { self == .aes128Gcm ? 28 : 30 }
}

/// What both directions need.
struct SrtpKeys: Sendable, Equatable {
  var profile: SrtpProfile
  /// Master key and salt, one after the other.
  var inbound: [UInt8]
  var outbound: [UInt8]
}

/// One direction of protected media (RFC 3711). Protects and opens packets in place.
struct SrtpSession: ~Copyable {
  /// Room that must be behind a packet that is to be protected.
  static let trailer = Int(RP_SRTP_TRAILER)

  enum Direction: Sendable { case inbound, outbound }

  private let handle: OpaquePointer

  init(_ profile: SrtpProfile, key: [UInt8], _ direction: Direction) throws(WebRTCError) {
    var made: OpaquePointer?
    let status = rp_srtp_create(
      profile.rawValue, key, key.count, direction == .inbound ? 1 : 0, &made)
    guard status == 0, let made else {
      throw WebRTCError(.library, "No SRTP session can be made (\(LibraryStatus(status))).")
    }
    handle = made
  }

  deinit { rp_srtp_destroy(handle) }

  /// Protects the packet in the first `count` bytes; `count` becomes its new length.
  func protect(_ packet: UnsafeMutableRawBufferPointer, count: inout Int) -> LibraryStatus {
    guard count >= 0, count <= packet.count else { return .badArgument }
    let bytes = packet.bindMemory(to: UInt8.self)
    return LibraryStatus(rp_srtp_protect(handle, bytes.baseAddress, &count, bytes.count))
  }

  func protectRtcp(_ packet: UnsafeMutableRawBufferPointer, count: inout Int) -> LibraryStatus {
    guard count >= 0, count <= packet.count else { return .badArgument }
    let bytes = packet.bindMemory(to: UInt8.self)
    return LibraryStatus(rp_srtp_protect_rtcp(handle, bytes.baseAddress, &count, bytes.count))
  }

  /// Opens a packet; `count` becomes its new length. Unless it is `.done`, the bytes mean nothing.
  func unprotect(_ packet: UnsafeMutableRawBufferPointer, count: inout Int) -> LibraryStatus {
    count = packet.count
    let bytes = packet.bindMemory(to: UInt8.self)
    return LibraryStatus(rp_srtp_unprotect(handle, bytes.baseAddress, &count))
  }

  func unprotectRtcp(_ packet: UnsafeMutableRawBufferPointer, count: inout Int) -> LibraryStatus {
    count = packet.count
    let bytes = packet.bindMemory(to: UInt8.self)
    return LibraryStatus(rp_srtp_unprotect_rtcp(handle, bytes.baseAddress, &count))
  }
}
