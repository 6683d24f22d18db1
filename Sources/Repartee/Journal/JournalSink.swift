import ReparteeCore

/// Where a session's journal goes. Confined to the session's executor.
public protocol JournalSink: AnyObject {
  /// Appends whole records. Must not block for long and must not fail: a sink that cannot write says so once, elsewhere, and drops.
  func append(_ bytes: [UInt8])
}

/// Turns inputs and decisions into records.
///
/// One buffer serves all records, so that a journal costs a call no allocation a block.
struct JournalRecorder {
  private let sink: any JournalSink
  private var writer = ByteWriter()

  init(sink: any JournalSink, header: JournalHeader) {
    self.sink = sink
    sink.append(JournalReader.magic)
    append(.header, at: .zero) { $0.write(raw: header.encoded()) }
  }

  mutating func record(_ input: SessionInput, at now: MediaTime) {
    append(.input, at: now) { input.encode(into: &$0) }
  }

  mutating func record(_ actions: [SessionAction], at now: MediaTime) {
    for action in actions { append(.decision, at: now) { $0.write(raw: Array(action.line.utf8)) } }
  }

  private mutating func append(
    _ kind: JournalRecord.Kind, at now: MediaTime, payload: (inout ByteWriter) -> Void
  ) {
    writer.reset()
    JournalRecord.encode(kind, at: now, into: &writer, payload: payload)
    sink.append(writer.bytes)
  }
}
