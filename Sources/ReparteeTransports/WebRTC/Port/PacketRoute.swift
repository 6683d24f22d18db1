internal import NIOCore
internal import ReparteeRTC
internal import Synchronization

/// The way from the port to one connection, which may live on another loop.
final class PacketRoute: Sendable {
  /// Datagrams that may wait for a connection's loop; a loop that hangs must not fill the memory.
  private static let most = 256

  private let connection: NIOLoopBound<WebRTCConnection>
  private let waiting = Atomic(0)

  init(_ connection: NIOLoopBound<WebRTCConnection>) { self.connection = connection }

  /// Hands a datagram over, on the connection's loop.
  func deliver(_ datagram: ByteBuffer, from address: RemoteAddress) {
    if connection.eventLoop.inEventLoop {
      return connection.value.receive(datagram, from: address)
    }
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.most else {
      waiting.subtract(1, ordering: .relaxed)
      return
    }
    connection.eventLoop.execute { [self] in
      waiting.subtract(1, ordering: .relaxed)
      connection.value.receive(datagram, from: address)
    }
  }

  /// The port is closed.
  func end() {
    connection.eventLoop.execute { [connection] in connection.value.end(.portClosed) }
  }
}
