/// What a WebSocket endpoint wants sent, in this order.
public enum WebSocketOut: Sendable, Equatable {
  /// A text message.
  case text(String)
  /// A binary message: 20 ms of PCM16 little-endian mono.
  ///
  /// The array is used again for the next 20 ms: who copies it and lets it go saves an allocation.
  case audio([UInt8])
  /// Close the connection. Nothing follows.
  case close(CallClosure)
}
