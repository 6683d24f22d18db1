/// Keeps pages of strangers from using a server that the browser can reach and they cannot.
struct OriginCheck: Sendable {
  private let allowed: Set<String>
  /// Nil: any name. Otherwise the names by which a server without keys may be called: a page that
  /// points a name of its own at this machine would pass for one of the server's.
  private let hosts: Set<String>?

  init(_ configuration: ServerConfiguration) {
    allowed = Set(configuration.allowedOrigins.map { $0.lowercased() })
    let names = configuration.allowedOrigins.map { Self.name(of: Self.authority(of: $0)) }
    let own = [configuration.publicAddress, configuration.host].compactMap { $0?.lowercased() }
    hosts = configuration.isOpen ? Set(names + own) : nil
  }

  /// - Returns: whether the request comes from a page of another origin that is on the list.
  @discardableResult
  func check(_ request: RequestFacts) throws(Refusal) -> Bool {
    let authority = (request.host ?? "").lowercased()
    if let hosts {
      let name = Self.name(of: authority)
      guard ServerConfiguration.isLoopback(name) || hosts.contains(name) else { throw .badHost }
    }
    guard let origin = request.origin?.lowercased() else { return false }
    if allowed.contains(origin) { return true }
    guard Self.withoutDefaultPort(Self.authority(of: origin)) == Self.withoutDefaultPort(authority)
    else { throw .badOrigin }
    return false
  }

  private static func authority(of origin: String) -> String {
    guard let range = origin.firstRange(of: "://") else { return origin.lowercased() }
    return origin[range.upperBound...].lowercased()
  }

  private static func withoutDefaultPort(_ authority: String) -> String {
    for port in [":80", ":443"] where authority.hasSuffix(port) {
      return String(authority.dropLast(port.count))
    }
    return authority
  }

  /// Without the port, and without the brackets of an IPv6 address.
  private static func name(of authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[authority.index(after: authority.startIndex)..<end])
    }
    return String(authority.prefix { $0 != ":" })
  }
}
