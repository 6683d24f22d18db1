internal import Glibc
internal import NIOCore

/// What the system may hold back of a connection, and for how long.
enum SocketLimits {
  /// Bytes that may wait in the system: a few tenths of a second of audio. What waits there cannot be taken back.
  private static let unsent: SocketOptionValue = 16_384

  /// - Parameter patience: after this long without an answer from the other machine the connection is
  ///   given up (RFC 5482): one that lost its power sends no FIN.
  static func apply(to channel: any Channel, patience: Duration) throws {
    let options = channel.syncOptions
    try options?.setOption(.tcpOption(.tcp_nodelay), value: 1)
    let milliseconds = SocketOptionValue(clamping: Int64(patience / .milliseconds(1)))
    try options?.setOption(.tcpOption(.init(rawValue: TCP_USER_TIMEOUT)), value: milliseconds)
  }

  static func applyForAudio(to channel: any Channel) throws {
    let options = channel.syncOptions
    // A second read would mostly find nothing: audio comes in messages of 20 ms.
    try options?.setOption(.maxMessagesPerRead, value: 1)
    try options?.setOption(.writeBufferWaterMark, value: .init(low: 8_192, high: 32_768))
    try options?.setOption(.tcpOption(.init(rawValue: TCP_NOTSENT_LOWAT)), value: unsent)
  }
}
