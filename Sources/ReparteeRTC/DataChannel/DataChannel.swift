/// A data channel (RFC 8831): a stream each way, under a name.
public struct DataChannel: Sendable, Hashable {
  /// The one that carries the messages of a call.
  public static let eventsLabel = "events"

  /// How hard the side that opened it tries to deliver (RFC 8832 §5.1). We always try until the association ends.
  public enum Reliability: Sendable, Hashable {
    case reliable
    /// Sent again at most so often.
    case retransmits(UInt32)
    /// Sent again for at most so many milliseconds.
    case lifetime(milliseconds: UInt32)
  }

  /// What a message is (RFC 8831 §8).
  public enum Kind: Sendable, Hashable { case text, binary }

  public var stream: UInt16
  public var label: String
  public var subprotocol: String
  public var isOrdered: Bool
  public var reliability: Reliability
  /// Whether the other side opened it.
  public var isPeers: Bool

  public init(
    stream: UInt16, label: String, subprotocol: String = "", isOrdered: Bool = true,
    reliability: Reliability = .reliable, isPeers: Bool = false
  ) {
    self.stream = stream
    self.label = label
    self.subprotocol = subprotocol
    self.isOrdered = isOrdered
    self.reliability = reliability
    self.isPeers = isPeers
  }
}

/// What the payload protocol identifier says that a message is (RFC 8831 §8).
enum DataChannelPayload {
  static let control: UInt32 = 50
  static let text: UInt32 = 51
  static let binary: UInt32 = 53
  static let emptyText: UInt32 = 56
  static let emptyBinary: UInt32 = 57
}

/// Messages that open channels (RFC 8832 §5).
enum DataChannelControl: Equatable {
  case open(DataChannel)
  case ack

  /// - Returns: nil when it is none that is known, or is cut short.
  init?(_ bytes: ArraySlice<UInt8>, stream: UInt16) {
    var reader = SctpReader(bytes)
    switch reader.read(UInt8.self) {
    case 2: self = .ack
    case 3:
      guard let type = reader.read(UInt8.self), reader.read(UInt16.self) != nil,
        let parameter = reader.read(UInt32.self), let label = reader.read(UInt16.self),
        let name = reader.read(UInt16.self), let labelBytes = reader.read(count: Int(label)),
        let nameBytes = reader.read(count: Int(name)),
        let reliability = Self.reliability(type, parameter)
      else { return nil }
      self = .open(
        DataChannel(
          stream: stream, label: String(decoding: labelBytes, as: UTF8.self),
          subprotocol: String(decoding: nameBytes, as: UTF8.self), isOrdered: type & 0x80 == 0,
          reliability: reliability, isPeers: true))
    default: return nil
    }
  }

  private static func reliability(_ type: UInt8, _ value: UInt32) -> DataChannel.Reliability? {
    switch type & 0x7F {
    case 0: .reliable
    case 1: .retransmits(value)
    case 2: .lifetime(milliseconds: value)
    default: nil
    }
  }

  func encoded() -> [UInt8] {
    guard case .open(let channel) = self else { return [2] }
    let (type, parameter): (UInt8, UInt32) =
      switch channel.reliability {
      case .reliable: (0, 0)
      case .retransmits(let count): (1, count)
      case .lifetime(let milliseconds): (2, milliseconds)
      }
    let label = channel.label.utf8.prefix(Int(UInt16.max))
    let name = channel.subprotocol.utf8.prefix(Int(UInt16.max))
    var bytes: [UInt8] = [3, channel.isOrdered ? type : type | 0x80]
    bytes.appendBig(UInt16(256))
    bytes.appendBig(parameter)
    bytes.appendBig(UInt16(truncatingIfNeeded: label.count))
    bytes.appendBig(UInt16(truncatingIfNeeded: name.count))
    bytes += label
    bytes += name
    return bytes
  }
}
