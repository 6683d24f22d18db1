/// One entry of a session's journal.
public struct JournalRecord: Sendable, Equatable {
  /// What it holds. Unknown kinds are kept and skipped, so that newer journals can be read.
  public struct Kind: Sendable, Hashable {
    public let value: UInt8
    public init(_ value: UInt8) { self.value = value }
    /// The agent and settings that the decisions depend on. The first record.
    public static let header = Kind(1)
    /// Something the session was told.
    public static let input = Kind(2)
    /// Something it decided, as a line of text.
    public static let decision = Kind(3)
  }

  public var kind: Kind
  public var time: MediaTime
  public var payload: [UInt8]

  public init(kind: Kind, time: MediaTime, payload: [UInt8]) {
    self.kind = kind
    self.time = time
    self.payload = payload
  }

  /// No record may be longer, so that a damaged length cannot ask for all memory.
  public static let maximumPayload = 1 << 24

  /// Length of the body, body (kind, time, payload), checksum of the body.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    Self.encode(kind, at: time, into: &writer) { $0.write(raw: payload) }
    return writer.bytes
  }

  /// Writes a record whose payload is written by `payload`, without memory of its own.
  public static func encode(
    _ kind: Kind, at time: MediaTime, into writer: inout ByteWriter,
    payload: (inout ByteWriter) -> Void
  ) {
    let start = writer.bytes.count
    writer.write(UInt32(0))
    writer.write(kind.value)
    writer.write(time.nanoseconds)
    payload(&writer)
    writer.replace(at: start, with: UInt32(clamping: writer.bytes.count - start - 4))
    writer.write(writer.checksum(from: start + 4))
  }
}
