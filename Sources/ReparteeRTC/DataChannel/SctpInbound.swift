/// Receives pieces of messages: acknowledges each, delivers whole messages once, in the order of their stream.
struct SctpInbound: Sendable {
  /// A message, or the part of one that has arrived without a gap.
  struct Piece: Sendable, Equatable {
    var first: UInt32
    var last: UInt32
    var stream: UInt16
    var ssn: UInt16
    var ppid: UInt32
    var isUnordered: Bool
    var hasStart: Bool
    var hasEnd: Bool
    var bytes: [UInt8]

    /// What it counts as: bookkeeping costs memory too.
    var cost: Int { bytes.count &+ Self.overhead }
    static let overhead = 64
  }

  /// One ordered stream.
  private struct Stream: Sendable {
    var next: UInt16 = 0
    var waiting: [UInt16: Piece] = [:]
  }

  /// Pieces beyond a gap that are kept account of; more are dropped and come again.
  static let maximumRanges = 128
  /// How far ahead of the gap a piece may be.
  static let maximumAhead = 4_096

  private let limits: SctpLimits
  /// All pieces up to this one have arrived.
  private(set) var cumulative: UInt32
  /// What arrived beyond it: first and last of each run, in order, never touching.
  private(set) var ranges: [(first: UInt32, last: UInt32)] = []
  private var pieces: [Piece] = []
  private var streams: [UInt16: Stream] = [:]
  /// Bytes that are held, bookkeeping included.
  private(set) var held = 0
  /// Pieces that came twice since they were last reported.
  var duplicates: [UInt32] = []

  init(initial: UInt32, limits: SctpLimits) {
    cumulative = initial &- 1
    self.limits = limits
  }

  /// Bytes we would still take.
  var window: UInt32 { UInt32(clamping: max(0, limits.receive - held)) }

  /// Takes a piece, and gives the messages that are to be delivered now.
  mutating func receive(_ data: SctpData) throws(SctpProtocolError) -> [Piece] {
    let ahead = SctpSerial.distance(data.tsn, from: cumulative)
    guard ahead > 0, !isKnown(data.tsn) else {
      if duplicates.count < 16 { duplicates.append(data.tsn) }
      return []
    }
    if ahead > 1 {
      guard ahead <= Self.maximumAhead, held + data.bytes.count <= limits.receive else {
        return []
      }
    }
    guard note(data.tsn) else { return [] }
    // It has arrived, and is of no use.
    guard data.stream < limits.streams else { return [] }
    return try assemble(data)
  }

  /// The acknowledgement of all this.
  mutating func sack() -> SctpSack {
    defer { duplicates.removeAll(keepingCapacity: true) }
    return SctpSack(
      cumulative: cumulative, window: window,
      blocks: ranges.map {
        .init(
          start: UInt16(truncatingIfNeeded: $0.first &- cumulative),
          end: UInt16(truncatingIfNeeded: $0.last &- cumulative))
      }, duplicates: duplicates)
  }

  // MARK: What has arrived

  private func isKnown(_ tsn: UInt32) -> Bool {
    ranges.contains {
      SctpSerial.distance(tsn, from: $0.first) >= 0 && SctpSerial.distance(tsn, from: $0.last) <= 0
    }
  }

  /// - Returns: false when it cannot be kept account of.
  private mutating func note(_ tsn: UInt32) -> Bool {
    if tsn == cumulative &+ 1 {
      cumulative = tsn
      absorb()
      return true
    }
    let place =
      ranges.firstIndex { SctpSerial.distance($0.first, from: tsn) > 0 } ?? ranges.endIndex
    let joinsLeft = place > 0 && ranges[place - 1].last &+ 1 == tsn
    let joinsRight = place < ranges.endIndex && ranges[place].first == tsn &+ 1
    switch (joinsLeft, joinsRight) {
    case (true, true):
      ranges[place - 1].last = ranges[place].last
      ranges.remove(at: place)
    case (true, false): ranges[place - 1].last = tsn
    case (false, true): ranges[place].first = tsn
    case (false, false):
      guard ranges.count < Self.maximumRanges else { return false }
      ranges.insert((tsn, tsn), at: place)
    }
    return true
  }

  /// Moves `cumulative` over what has arrived already.
  private mutating func absorb() {
    while let range = ranges.first, SctpSerial.distance(range.first, from: cumulative) <= 1 {
      if SctpSerial.distance(range.last, from: cumulative) > 0 { cumulative = range.last }
      ranges.removeFirst()
    }
  }

  // MARK: Messages out of pieces

  private mutating func assemble(_ data: SctpData) throws(SctpProtocolError) -> [Piece] {
    var piece = Piece(
      first: data.tsn, last: data.tsn, stream: data.stream, ssn: data.ssn, ppid: data.ppid,
      isUnordered: data.isUnordered, hasStart: data.isFirst, hasEnd: data.isLast,
      bytes: Array(data.bytes))
    var place = place(of: data.tsn)
    if place > 0, continues(pieces[place - 1], with: piece) {
      place -= 1
      var left = pieces.remove(at: place)
      held -= left.cost
      left.append(piece)
      piece = left
    }
    if place < pieces.endIndex, continues(piece, with: pieces[place]) {
      let right = pieces.remove(at: place)
      held -= right.cost
      piece.append(right)
    }
    guard piece.bytes.count <= limits.message else { throw .init(.messageTooLong) }
    if piece.hasStart && piece.hasEnd { return try deliver(piece) }
    held += piece.cost
    pieces.insert(piece, at: place)
    guard held <= limits.receiveHard else { throw .init(.tooMuchHeld) }
    return []
  }

  /// Where in `pieces` it belongs.
  private func place(of tsn: UInt32) -> Int {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if SctpSerial.distance(pieces[middle].first, from: tsn) > 0 {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  private func continues(_ left: Piece, with right: Piece) -> Bool {
    left.last &+ 1 == right.first && !left.hasEnd && !right.hasStart && left.stream == right.stream
      && left.isUnordered == right.isUnordered && (left.isUnordered || left.ssn == right.ssn)
  }

  // MARK: Order

  private mutating func deliver(_ message: Piece) throws(SctpProtocolError) -> [Piece] {
    guard !message.isUnordered else { return [message] }
    var stream = streams[message.stream] ?? Stream()
    let ahead = SctpSerial.distance(message.ssn, from: stream.next)
    guard ahead > 0 else {
      // A number that was there already is the mistake of the sender; the message is lost.
      guard ahead == 0 else { return [] }
      stream.next &+= 1
      let more = drain(&stream)
      streams[message.stream] = stream
      return [message] + more
    }
    held += message.cost
    if let old = stream.waiting.updateValue(message, forKey: message.ssn) { held -= old.cost }
    streams[message.stream] = stream
    guard held <= limits.receiveHard else { throw .init(.tooMuchHeld) }
    return []
  }

  private mutating func drain(_ stream: inout Stream) -> [Piece] {
    var found: [Piece] = []
    while let message = stream.waiting.removeValue(forKey: stream.next) {
      held -= message.cost
      stream.next &+= 1
      found.append(message)
    }
    return found
  }

  /// The other side begins a stream anew (RFC 6525 §5.2.2).
  mutating func reset(_ stream: UInt16) {
    for message in streams.removeValue(forKey: stream)?.waiting.values ?? [:].values {
      held -= message.cost
    }
  }

  /// The streams that were used since they began.
  var usedStreams: [UInt16] { Array(streams.keys) }

  // MARK: What the other side gives up

  /// Passes over what will not come any more (RFC 3758 §3.6), and gives what waited behind it.
  mutating func skip(_ forward: SctpForward) -> [Piece] {
    guard SctpSerial.distance(forward.cumulative, from: cumulative) > 0 else { return [] }
    cumulative = forward.cumulative
    ranges.removeAll { SctpSerial.distance($0.last, from: cumulative) <= 0 }
    absorb()
    for piece in pieces where SctpSerial.distance(piece.first, from: forward.cumulative) <= 0 {
      held -= piece.cost
    }
    pieces.removeAll { SctpSerial.distance($0.first, from: forward.cumulative) <= 0 }
    var found: [Piece] = []
    for skip in forward.skips where skip.stream < limits.streams {
      found += pass(skip)
    }
    return found
  }

  private mutating func pass(_ skip: SctpForward.Skip) -> [Piece] {
    var stream = streams[skip.stream] ?? Stream()
    guard SctpSerial.distance(skip.ssn, from: stream.next) >= 0 else { return [] }
    let before = stream.waiting.keys.filter { SctpSerial.distance($0, from: skip.ssn) <= 0 }
      .sorted { SctpSerial.distance($0, from: $1) < 0 }
    var found: [Piece] = []
    for ssn in before {
      guard let message = stream.waiting.removeValue(forKey: ssn) else { continue }
      held -= message.cost
      found.append(message)
    }
    stream.next = skip.ssn &+ 1
    found += drain(&stream)
    streams[skip.stream] = stream
    return found
  }
}

extension SctpInbound.Piece {
  fileprivate mutating func append(_ right: SctpInbound.Piece) {
    last = right.last
    hasEnd = right.hasEnd
    bytes += right.bytes
  }
}

/// The other side did what it must not.
struct SctpProtocolError: Error {
  var violation: SctpViolation
  init(_ violation: SctpViolation) { self.violation = violation }
}
