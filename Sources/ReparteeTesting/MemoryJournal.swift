public import Repartee

/// A journal in memory.
public final class MemoryJournal: JournalSink {
  public private(set) var bytes: [UInt8] = []
  public init() {}
  public func append(_ more: [UInt8]) { bytes += more }
}
