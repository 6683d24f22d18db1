internal import NIOCore
internal import ReparteeRTC

/// Sends and sorts the datagrams of all sessions, on the port's loop.
final class PacketMux {
  private(set) var table: RouteTable<PacketRoute>
  private(set) var counts = PortCounts()
  private var channels: [any Channel] = []
  private var isFlushDue = false
  private let loop: any EventLoop

  init(capacity: Int, loop: any EventLoop) {
    table = RouteTable(capacity: capacity)
    self.loop = loop
  }

  func update<Result>(_ body: (inout RouteTable<PacketRoute>) -> Result) -> Result { body(&table) }

  func add(_ channel: any Channel) { channels.append(channel) }

  func close() {
    for channel in channels { channel.close(promise: nil) }
    channels = []
  }

  /// Sends a datagram, together with others of the same moment.
  func send(_ datagram: ByteBuffer, to address: SocketAddress) {
    guard let channel = channels.first(where: { $0.takes(address) }) else { return }
    counts.out &+= 1
    channel.write(AddressedEnvelope(remoteAddress: address, data: datagram), promise: nil)
    guard !isFlushDue else { return }
    isFlushDue = true
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.execute { bound.value.flush() }
  }

  func flush() {
    isFlushDue = false
    for channel in channels { channel.flush() }
  }

  func receive(_ datagram: ByteBuffer, from source: SocketAddress) {
    counts.in &+= 1
    guard let first = datagram.getInteger(at: datagram.readerIndex, as: UInt8.self),
      datagram.readableBytes <= MediaSession.longest, let address = RemoteAddress(source),
      let route = route(first, datagram, address)
    else {
      counts.dropped &+= 1
      return
    }
    route.deliver(datagram, from: address)
  }

  /// RFC 7983: the first byte tells what it is.
  private func route(_ first: UInt8, _ datagram: ByteBuffer, _ address: RemoteAddress)
    -> PacketRoute?
  {
    switch first {
    case 0...3:
      let fragment = datagram.withUnsafeReadableBytes { Self.fragment(of: $0) }
      return fragment.flatMap { table.route(fragment: $0) }
    case 20...63, 128...191: return table.route(address: address)
    default: return nil
    }
  }

  /// The receiver's part of USERNAME, without a look at the rest: the session looks closely.
  static func fragment(of bytes: UnsafeRawBufferPointer) -> String? {
    var offset = 20
    while offset + 4 <= bytes.count {
      let type = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
      let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
      let end = offset + 4 + length
      guard end <= bytes.count else { return nil }
      if type == 6 {
        let name = bytes[(offset + 4)..<end].prefix { $0 != UInt8(ascii: ":") }
        return name.count <= 256 ? String(decoding: name, as: UTF8.self) : nil
      }
      offset = offset + 4 + (length + 3) & ~3
    }
    return nil
  }
}

/// What a port has seen, in datagrams.
struct PortCounts: Sendable, Equatable {
  var `in` = 0
  var out = 0
  /// Nobody's.
  var dropped = 0
}

extension Channel {
  /// Whether it is of the address's family.
  fileprivate func takes(_ address: SocketAddress) -> Bool {
    localAddress?.protocol == address.protocol
  }
}

/// Hands what a socket receives to the mux.
final class PacketHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let mux: PacketMux

  init(_ mux: PacketMux) { self.mux = mux }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    mux.receive(envelope.data, from: envelope.remoteAddress)
  }

  /// A datagram that could not be sent or received is lost; the socket stays.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
