/// A packet of SCTP (RFC 9260 §3): who it is for, and chunks.
struct SctpPacket {
  /// Bytes before the first chunk.
  static let headerSize = 12
  /// No longer datagram is looked at: a DTLS record holds no more.
  static let maximumSize = 16_384

  var source: UInt16
  var destination: UInt16
  var tag: UInt32
  var chunks: [SctpChunk]

  /// - Returns: nil when the checksum, or the length of a chunk, is wrong. Chunks that stand before one that is
  ///   damaged are not used either: nothing that is whole is built like that.
  init?(_ bytes: [UInt8]) {
    guard (Self.headerSize + 4...Self.maximumSize).contains(bytes.count) else { return nil }
    var reader = SctpReader(bytes[...])
    guard let source = reader.read(UInt16.self), let destination = reader.read(UInt16.self),
      let tag = reader.read(UInt32.self), let sum = reader.read(UInt32.self)
    else { return nil }
    guard sum.byteSwapped == Self.checksum(bytes) else { return nil }
    self.source = source
    self.destination = destination
    self.tag = tag
    chunks = []
    while reader.remaining > 0 {
      guard let chunk = SctpChunk(&reader) else { return nil }
      chunks.append(chunk)
    }
  }

  /// A packet of chunks that are encoded already.
  static func encode(
    source: UInt16, destination: UInt16, tag: UInt32, chunks: [UInt8]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headerSize + chunks.count)
    bytes.appendBig(source)
    bytes.appendBig(destination)
    bytes.appendBig(tag)
    bytes.appendBig(UInt32(0))
    bytes += chunks
    let sum = CRC32C.checksum(bytes)
    for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
    return bytes
  }

  /// The checksum, with zeros where it will stand.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var copy = bytes
    for index in 8..<12 { copy[index] = 0 }
    return CRC32C.checksum(copy)
  }
}
