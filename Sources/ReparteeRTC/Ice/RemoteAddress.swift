/// Where a datagram came from or goes to: an Internet address and a UDP port.
///
/// A value of three words, so that it can be compared and hashed for every packet without touching the heap.
public struct RemoteAddress: Sendable, Hashable {
  public enum Family: UInt8, Sendable, Hashable {
    case v4 = 1
    case v6 = 2
  }

  public let family: Family
  public let port: UInt16
  /// The address as an integer in network order; an IPv4 address fills the low 32 bits of `low`.
  let high: UInt64
  let low: UInt64

  /// An IPv4 address, most significant byte first: 127.0.0.1 is 0x7F00_0001.
  public init(v4 address: UInt32, port: UInt16) {
    family = .v4
    high = 0
    low = UInt64(address)
    self.port = port
  }

  /// An IPv6 address as two halves, most significant first.
  public init(v6 high: UInt64, _ low: UInt64, port: UInt16) {
    family = .v6
    self.high = high
    self.low = low
    self.port = port
  }

  /// Four bytes or sixteen, in network order; nil for any other count.
  public init?(bytes: [UInt8], port: UInt16) {
    let span = bytes.span
    switch bytes.count {
    case 4:
      guard let address = span.number(UInt32.self, at: 0) else { return nil }
      self.init(v4: address, port: port)
    case 16:
      guard let high = span.number(UInt64.self, at: 0), let low = span.number(UInt64.self, at: 8)
      else { return nil }
      self.init(v6: high, low, port: port)
    default: return nil
    }
  }

  /// The address in network order: four bytes or sixteen.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    if family == .v4 {
      bytes.append(number: UInt32(truncatingIfNeeded: low))
    } else {
      bytes.append(number: high)
      bytes.append(number: low)
    }
    return bytes
  }

  /// The same host at another port.
  public func at(port: UInt16) -> RemoteAddress {
    family == .v4
      ? RemoteAddress(v4: UInt32(truncatingIfNeeded: low), port: port)
      : RemoteAddress(v6: high, low, port: port)
  }
}
