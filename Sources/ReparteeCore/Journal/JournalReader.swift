/// Reads a journal up to where it is whole.
///
/// A process that was killed leaves a record half written, a failing disk a damaged one: what stands
/// before is good, and `tail` says what became of the rest.
public struct JournalReader: Sendable {
  /// The first bytes of every journal.
  public static let magic: [UInt8] = Array("RPJ1".utf8)

  /// How a journal ended.
  public enum Tail: Sendable, Equatable {
    case clean
    /// The last record was not written to its end; it began at this byte.
    case truncated(at: Int)
    /// The record at this byte is damaged; it and all after it are not read.
    case corrupt(at: Int)
  }

  public let records: [JournalRecord]
  public let tail: Tail

  /// - Returns: nil when the bytes are not a journal at all.
  public init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Self.magic) else { return nil }
    var reader = ByteReader(bytes[Self.magic.count...])
    var found: [JournalRecord] = []
    var end = Tail.clean
    while reader.remaining > 0 {
      let start = bytes.count - reader.remaining
      guard let length = reader.read(UInt32.self) else {
        end = .truncated(at: start)
        break
      }
      guard (9...JournalRecord.maximumPayload + 9).contains(Int(length)) else {
        end = .corrupt(at: start)
        break
      }
      guard let body = reader.readBytes(Int(length)), let sum = reader.read(UInt32.self) else {
        end = .truncated(at: start)
        break
      }
      guard sum == CRC32.checksum(body), let record = Self.record(body) else {
        end = .corrupt(at: start)
        break
      }
      found.append(record)
    }
    records = found
    tail = end
  }

  private static func record(_ body: ArraySlice<UInt8>) -> JournalRecord? {
    var reader = ByteReader(body)
    guard let kind = reader.read(UInt8.self), let time = reader.read(Int64.self),
      let payload = reader.readBytes(reader.remaining)
    else { return nil }
    return JournalRecord(
      kind: .init(kind), time: MediaTime(nanoseconds: time), payload: Array(payload))
  }
}
