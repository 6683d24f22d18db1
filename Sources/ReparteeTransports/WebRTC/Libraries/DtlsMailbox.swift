/// What an association wants to send, and what it received, until its owner takes it.
final class DtlsMailbox {
  struct Tray {
    /// What one call of the library can fill in: a flight, or the records of one datagram.
    static let most = 64
    private var items: [[UInt8]] = []

    var isEmpty: Bool { items.isEmpty }

    mutating func append(_ item: [UInt8]) {
      if !item.isEmpty, items.count < Self.most { items.append(item) }
    }

    mutating func take() -> [[UInt8]] {
      defer { items.removeAll(keepingCapacity: true) }
      return items
    }
  }

  var outgoing = Tray()
  var incoming = Tray()

  /// The mailbox behind the pointer that the library was given; its session keeps it alive.
  static func of(_ user: UnsafeMutableRawPointer?) -> DtlsMailbox? {
    user.map { Unmanaged<DtlsMailbox>.fromOpaque($0).takeUnretainedValue() }
  }

  static func copy(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }
}
