import ReparteeCore

/// Where a session's journal goes. Confined to the session's executor.
public protocol JournalSink: AnyObject {
  /// Appends whole records. Must not block for long and must not fail: a sink that cannot write says so once, elsewhere, and drops.
  func append(_ bytes: [UInt8])
}

/// Turns inputs and decisions into records.
struct JournalRecorder {
  private let sink: any JournalSink

  init(sink: any JournalSink, header: JournalHeader) {
    self.sink = sink
    sink.append(JournalReader.magic)
    append(.header, at: .zero, header.encoded())
  }

  func record(_ input: SessionInput, at now: MediaTime) {
    var writer = ByteWriter()
    input.encode(into: &writer)
    append(.input, at: now, writer.bytes)
  }

  func record(_ actions: [SessionAction], at now: MediaTime) {
    for action in actions { append(.decision, at: now, Array(action.line.utf8)) }
  }

  private func append(_ kind: JournalRecord.Kind, at now: MediaTime, _ payload: [UInt8]) {
    sink.append(JournalRecord(kind: kind, time: now, payload: payload).encoded())
  }
}
