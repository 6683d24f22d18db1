import ReparteeCore

/// Commands as bytes, for the journal. The numbers are part of the format, shared with `SessionInput`.
extension CallCommand {
  func encode(into writer: inout ByteWriter) {
    switch self {
    case .text(let text):
      writer.write(UInt8(14))
      writer.write(text)
    case .interrupt: writer.write(UInt8(15))
    case .hangUp: writer.write(UInt8(16))
    case .leave: writer.write(UInt8(17))
    }
  }

  /// - Returns: nil when the bytes are not a command.
  init?(_ tag: UInt8, from reader: inout ByteReader) {
    switch tag {
    case 14:
      guard let text = reader.readString() else { return nil }
      self = .text(text)
    case 15: self = .interrupt
    case 16: self = .hangUp
    case 17: self = .leave
    default: return nil
    }
  }
}
