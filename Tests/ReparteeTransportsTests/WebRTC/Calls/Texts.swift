import Synchronization

/// Texts that callbacks left, for a test to look at.
final class Texts: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }

  func add(_ bytes: [UInt8]) {
    texts.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
  }
}

/// Datagrams that were seen.
final class Datagrams: Sendable {
  private let datagrams = Mutex<[[UInt8]]>([])

  var all: [[UInt8]] { datagrams.withLock { $0 } }
  func add(_ datagram: [UInt8]) { datagrams.withLock { $0.append(datagram) } }
}
