@testable import ReparteeTransports

/// Two associations with a line between them that a test may disturb.
final class DtlsPair {
  enum Side: CaseIterable { case client, server }

  let client: DtlsSession
  let server: DtlsSession
  let identities: (client: DtlsIdentity, server: DtlsIdentity)
  var received: [Side: [[UInt8]]] = [:]
  /// All datagrams that were on the line, by who they went to.
  var line: [(to: Side, datagram: [UInt8])] = []
  /// Whether a datagram arrives.
  var passes: (Side, [UInt8]) -> Bool = { _, _ in true }

  init() throws {
    identities = (try DtlsIdentity(), try DtlsIdentity())
    client = try DtlsSession(identity: identities.client, role: .client)
    server = try DtlsSession(identity: identities.server, role: .server)
  }

  subscript(side: Side) -> DtlsSession { side == .client ? client : server }

  /// Carries what there is to and fro until nobody has anything to say.
  func carry() {
    while client.hasOutgoing || server.hasOutgoing {
      for (from, to) in [(Side.client, Side.server), (.server, .client)] {
        for datagram in self[from].takeOutgoing() where passes(to, datagram) {
          line.append((to, datagram))
          deliver(datagram, to: to)
        }
      }
    }
  }

  func deliver(_ datagram: [UInt8], to side: Side) {
    datagram.withUnsafeBytes { self[side].receive($0) }
    received[side, default: []] += self[side].takeIncoming()
  }

  func connect() {
    client.begin()
    carry()
  }
}
