internal import ReparteeRTC

/// The credentials in an SDP fragment (RFC 8840), as a client that restarts ICE sends it.
enum IceRestart {
  private static let longest = 8_192

  /// - Returns: nil when it has none that are well formed.
  static func credentials(in text: String) -> IceCredentials? {
    guard text.utf8.count <= longest else { return nil }
    guard let fragment = value("a=ice-ufrag:", text, 4),
      let password = value("a=ice-pwd:", text, 22)
    else { return nil }
    return IceCredentials(fragment: fragment, password: password)
  }

  private static func value(_ name: String, _ text: String, _ least: Int) -> String? {
    // Lines may end in CRLF, which is one Character.
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
    guard let value = line?.dropFirst(name.count), (least...256).contains(value.utf8.count),
      value.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") })
    else { return nil }
    return String(value)
  }

  /// The fragment that answers it: our credentials, and where we are.
  static func answer(_ credentials: IceCredentials, candidatesOf answer: String) -> String {
    var lines = [
      "a=ice-lite", "a=ice-ufrag:\(credentials.fragment)", "a=ice-pwd:\(credentials.password)",
    ]
    lines += answer.split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("a=candidate:") || $0.hasPrefix("a=end-of-candidates") }.map(
        String.init)
    return lines.joined(separator: "\r\n") + "\r\n"
  }
}
