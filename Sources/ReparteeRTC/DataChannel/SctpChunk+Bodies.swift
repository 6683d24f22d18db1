/// A piece of a message, or all of it (RFC 9260 §3.3.1).
struct SctpData: Equatable {
  /// Bytes of the chunk before the piece.
  static let headerSize = 16

  var tsn: UInt32
  var stream: UInt16
  var ssn: UInt16
  var ppid: UInt32
  var isFirst: Bool
  var isLast: Bool
  var isUnordered: Bool
  /// The sender wants it acknowledged at once (the I bit).
  var isUrgent: Bool
  var bytes: ArraySlice<UInt8>

  func encoded() -> [UInt8] {
    var body: [UInt8] = []
    body.reserveCapacity(bytes.count + 12)
    body.appendBig(tsn)
    body.appendBig(stream)
    body.appendBig(ssn)
    body.appendBig(ppid)
    body += bytes
    let flags: UInt8 =
      (isLast ? 1 : 0) | (isFirst ? 2 : 0) | (isUnordered ? 4 : 0) | (isUrgent ? 8 : 0)
    return SctpChunk.encode(SctpChunk.Kind.data, flags: flags, body)
  }
}

extension SctpData {
  init?(flags: UInt8, _ body: ArraySlice<UInt8>) {
    var reader = SctpReader(body)
    guard let tsn = reader.read(UInt32.self), let stream = reader.read(UInt16.self),
      let ssn = reader.read(UInt16.self), let ppid = reader.read(UInt32.self)
    else { return nil }
    self.init(
      tsn: tsn, stream: stream, ssn: ssn, ppid: ppid, isFirst: flags & 2 != 0,
      isLast: flags & 1 != 0, isUnordered: flags & 4 != 0, isUrgent: flags & 8 != 0,
      bytes: reader.rest())
  }
}

/// What has arrived (RFC 9260 §3.3.4).
struct SctpSack: Equatable {
  /// Pieces that arrived beyond a gap, counted from `cumulative`.
  struct Block: Equatable {
    var start: UInt16
    var end: UInt16
  }

  var cumulative: UInt32
  /// Bytes that the other side would still take.
  var window: UInt32
  var blocks: [Block]
  var duplicates: [UInt32]

  func encoded() -> [UInt8] {
    var body: [UInt8] = []
    body.appendBig(cumulative)
    body.appendBig(window)
    body.appendBig(UInt16(truncatingIfNeeded: blocks.count))
    body.appendBig(UInt16(truncatingIfNeeded: duplicates.count))
    for block in blocks {
      body.appendBig(block.start)
      body.appendBig(block.end)
    }
    for tsn in duplicates { body.appendBig(tsn) }
    return SctpChunk.encode(SctpChunk.Kind.sack, body)
  }
}

extension SctpSack {
  init?(_ body: ArraySlice<UInt8>) {
    var reader = SctpReader(body)
    guard let cumulative = reader.read(UInt32.self), let window = reader.read(UInt32.self),
      let blockCount = reader.read(UInt16.self), let duplicateCount = reader.read(UInt16.self),
      reader.remaining >= (Int(blockCount) + Int(duplicateCount)) * 4
    else { return nil }
    var blocks: [Block] = []
    for _ in 0..<blockCount {
      guard let start = reader.read(UInt16.self), let end = reader.read(UInt16.self) else {
        return nil
      }
      blocks.append(Block(start: start, end: end))
    }
    self.init(cumulative: cumulative, window: window, blocks: blocks, duplicates: [])
  }
}

/// What the other side gives up sending (RFC 3758 §3.2).
struct SctpForward: Equatable {
  /// An ordered stream, and the last message of it that is given up.
  struct Skip: Equatable {
    var stream: UInt16
    var ssn: UInt16
  }

  var cumulative: UInt32
  var skips: [Skip]
}

extension SctpForward {
  init?(_ body: ArraySlice<UInt8>) {
    var reader = SctpReader(body)
    guard let cumulative = reader.read(UInt32.self) else { return nil }
    var skips: [Skip] = []
    while let stream = reader.read(UInt16.self), let ssn = reader.read(UInt16.self) {
      skips.append(Skip(stream: stream, ssn: ssn))
    }
    self.init(cumulative: cumulative, skips: skips)
  }

  func encoded() -> [UInt8] {
    var body: [UInt8] = []
    body.appendBig(cumulative)
    for skip in skips {
      body.appendBig(skip.stream)
      body.appendBig(skip.ssn)
    }
    return SctpChunk.encode(SctpChunk.Kind.forward, body)
  }
}
