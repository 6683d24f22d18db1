import Synchronization

/// Texts that callbacks left, for a test to look at.
final class Texts: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }

  func add(_ bytes: [UInt8]) {
    texts.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
  }
}
