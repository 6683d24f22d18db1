extension RemoteAddress {
  /// Reads "192.0.2.1" or "2001:db8::1" (RFC 4291 §2.2, without zone); nil for anything else, such as a host name.
  public init?(host text: String, port: UInt16) {
    let bytes = Array(text.utf8.prefix(46))
    guard bytes.count < 46 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      guard let groups = Self.groups(bytes[...]) else { return nil }
      let high = groups[0..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
      let low = groups[4..<8].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
      self.init(v6: high, low, port: port)
    } else {
      guard let address = Self.quad(bytes[...]) else { return nil }
      self.init(v4: address, port: port)
    }
  }

  /// The address without the port, as it stands in a candidate line. IPv6 is written out in full groups.
  public var host: String {
    if family == .v4 {
      return bytes.map { String($0) }.joined(separator: ".")
    }
    return (0..<8).map { index in
      let half = index < 4 ? high : low
      return String((half >> UInt64(48 - 16 * (index % 4))) & 0xFFFF, radix: 16)
    }.joined(separator: ":")
  }

  /// Four decimal numbers with dots.
  private static func quad(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ (48...57).contains($0) }),
        let value = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      address = address << 8 | UInt32(value)
    }
    return address
  }

  /// Exactly eight groups, the "::" filled with zeros.
  private static func groups(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    let gap = text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
    guard let gap else {
      let groups = plain(text)
      return groups?.count == 8 ? groups : nil
    }
    let before = text[text.startIndex..<gap]
    let after = text[(gap + 2)...]
    guard let head = before.isEmpty ? [] : plain(before),
      let tail = after.isEmpty ? [] : plain(after), head.count + tail.count < 8
    else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  /// Groups of hexadecimal digits; the last may be an IPv4 address.
  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let address = quad(part) else { return nil }
        groups += [UInt16(address >> 16), UInt16(address & 0xFFFF)]
        continue
      }
      guard (1...4).contains(part.count), !part.contains(UInt8(ascii: "+")),
        !part.contains(UInt8(ascii: "-")),
        let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(group)
    }
    return groups.count <= 8 ? groups : nil
  }
}

extension RemoteAddress: CustomStringConvertible {
  public var description: String { family == .v4 ? "\(host):\(port)" : "[\(host)]:\(port)" }
}
