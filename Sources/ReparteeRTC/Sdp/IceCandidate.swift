/// An address at which this side can be reached (RFC 8839 §5.1). Only component 1 and UDP.
public struct IceCandidate: Sendable, Hashable {
  public let address: RemoteAddress
  /// The address behind a translator that `address` stands for; nil if the socket is bound to `address`.
  public let base: RemoteAddress?

  public init(_ address: RemoteAddress, base: RemoteAddress? = nil) {
    self.address = address
    self.base = base
  }

  /// The value of a=candidate; `index` is its place among ours, the best first.
  func line(index: Int) -> String {
    // RFC 8445 §5.1.2.1: the kind, then our own order, then the component.
    let kind = base == nil ? 126 : 100
    let priority = kind << 24 | max(0, 65_535 - index) << 8 | 255
    var line = "\(index + 1) 1 udp \(priority) \(address.host) \(address.port) typ "
    if let base {
      line += "srflx raddr \(base.host) rport \(base.port)"
    } else {
      line += "host"
    }
    return line
  }

  /// Reads the value of a=candidate; nil if it is not a UDP candidate of component 1 with an address in numbers.
  init?(_ text: Substring) {
    let parts = text.split(separator: " ")
    guard parts.count >= 8, parts[1] == "1", parts[2].lowercased() == "udp", parts[6] == "typ",
      let port = UInt16(parts[5]), let address = RemoteAddress(host: String(parts[4]), port: port)
    else { return nil }
    self.init(address)
  }
}
