internal import NIOCore
internal import ReparteeRTC

#if canImport(Glibc)
  internal import Glibc
#endif

extension RemoteAddress {
  /// - Returns: nil for what is no Internet address.
  init?(_ address: SocketAddress) {
    switch address {
    case .v4(let address):
      let raw = address.address
      self.init(
        v4: UInt32(bigEndian: raw.sin_addr.s_addr), port: UInt16(bigEndian: raw.sin_port))
    case .v6(let address):
      var raw = address.address
      let port = UInt16(bigEndian: raw.sin6_port)
      let halves = withUnsafeBytes(of: &raw.sin6_addr) {
        (
          UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
      }
      self.init(v6: halves.0, halves.1, port: port)
    case .unixDomainSocket: return nil
    }
  }

  /// As the system wants it.
  var socketAddress: SocketAddress? {
    try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: Int(port))
  }
}
