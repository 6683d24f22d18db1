public import NIOCore
internal import NIOPosix
internal import ReparteeRTC

extension WebRTCPort {
  /// Room for the largest datagram, times so many of them that one system call may bring.
  private static let room = 2_048
  private static let batch = 16

  /// Opens the port.
  /// - Parameters:
  ///   - host: an address in numbers. `0.0.0.0` and `::` mean all of both families; clients are then told those of
  ///     the machine's interfaces.
  ///   - port: 0 takes any that is free.
  ///   - publicAddress: what clients are told instead, where a router in front has the address.
  ///   - publicPort: and the port there, if it is another.
  ///   - group: its next loop is the port's.
  /// - Throws: `WebRTCError`.
  public static func bind(
    host: String, port: Int, publicAddress: String? = nil, publicPort: Int? = nil,
    group: any EventLoopGroup
  ) async throws -> WebRTCPort {
    let identity = try DtlsIdentity()
    let loop = group.next()
    let mux = try await loop.submit {
      NIOLoopBound(PacketMux(capacity: capacity, loop: loop), eventLoop: loop)
    }.get()
    var addresses: [SocketAddress] = []
    for host in hosts(for: host) {
      let number = addresses.first?.port ?? port
      // The second family is welcome, but not every machine has it.
      do { addresses.append(try await open(host, number, mux)) } catch {
        if addresses.isEmpty {
          throw WebRTCError(
            .port, "UDP \(host):\(number) cannot be bound: \(error). Give another --udp-port.")
        }
      }
    }
    guard let bound = addresses.first?.port else {
      throw WebRTCError(.port, "UDP \(host):\(port) cannot be bound; give an address in numbers.")
    }
    let candidates = try Candidates(
      bound: addresses, publicAddress: publicAddress, publicPort: publicPort
    ).list()
    return WebRTCPort(port: bound, identity: identity, mux: mux, candidates: candidates)
  }

  private static func hosts(for host: String) -> [String] {
    host == "0.0.0.0" || host == "::" || host.isEmpty ? ["0.0.0.0", "::"] : [host]
  }

  private static func open(_ host: String, _ port: Int, _ mux: NIOLoopBound<PacketMux>)
    async throws -> SocketAddress
  {
    let address = try SocketAddress(ipAddress: host, port: port)
    let bootstrap = DatagramBootstrap(group: mux.eventLoop)
      .channelOption(.datagramVectorReadMessageCount, value: batch)
      .channelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: batch * room)
      )
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if address.protocol == .inet6 {
            // Its own socket has the other family.
            try channel.syncOptions?.setOption(
              ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only), value: 1)
          }
          try channel.pipeline.syncOperations.addHandler(PacketHandler(mux.value))
        }
      }
    let channel = try await bootstrap.bind(to: address).get()
    try await mux.eventLoop.submit { mux.value.add(channel) }.get()
    guard let local = channel.localAddress else {
      throw WebRTCError(.port, "The socket has no address.")
    }
    return local
  }
}

/// What clients are told of where the port is.
struct Candidates {
  /// More than these a client would only have to try.
  private static let most = 8

  let bound: [SocketAddress]
  let publicAddress: String?
  let publicPort: Int?

  func list() throws(WebRTCError) -> [IceCandidate] {
    let own = bound.flatMap { Self.hosts(of: $0) }
    guard let publicAddress else { return own.prefix(Self.most).map { IceCandidate($0) } }
    guard let base = own.first, let port = UInt16(exactly: publicPort ?? Int(base.port)),
      let address = RemoteAddress(host: publicAddress, port: port)
    else {
      throw WebRTCError(.port, "\(publicAddress) is no Internet address in numbers.")
    }
    // Browsers take a mapped address with its base; the own one helps clients on this side of the router.
    return [IceCandidate(address)] + own.prefix(Self.most - 1).map { IceCandidate($0) }
  }

  /// Where a bound socket can be reached: for a wildcard at every address of the machine, loopback last.
  private static func hosts(of address: SocketAddress) -> [RemoteAddress] {
    guard let bound = RemoteAddress(address) else { return [] }
    guard bound.bytes.allSatisfy({ $0 == 0 }) else { return [bound] }
    let devices = (try? System.enumerateDevices()) ?? []
    let all = devices.compactMap { $0.address.flatMap { RemoteAddress($0) } }
      .filter { $0.family == bound.family && !$0.isLinkLocal }.map { $0.at(port: bound.port) }
    return all.filter { !$0.isLoopback } + all.filter(\.isLoopback)
  }
}

extension RemoteAddress {
  /// fe80::/10, which means nothing without an interface; 169.254/16 alike.
  var isLinkLocal: Bool {
    let bytes = bytes
    return family == .v4
      ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
  }

  var isLoopback: Bool {
    family == .v4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }
}
