import ReparteeCore

/// Sends messages in pieces: as many as the network and the other side take, each until it is acknowledged.
struct SctpOutbound: Sendable {
  /// A message that is not yet, or not wholly, sent.
  struct Message: Sendable {
    var stream: UInt16
    var ppid: UInt32
    var isUnordered: Bool
    var bytes: [UInt8]
    var ssn: UInt16?
    var sent = 0
  }

  /// A piece that was sent and not passed over by a cumulative acknowledgement.
  struct Sent: Sendable {
    var data: SctpData
    var at: MediaTime
    var isAcknowledged = false
    var reports = 0
    var mustResend = false
    var wasResent = false
    var size: Int { data.bytes.count }
  }

  /// Messages beyond one another that a burst may hold (Max.Burst of RFC 9260 §16).
  private static let burst = 4

  private let limits: SctpLimits
  private(set) var next: UInt32
  /// The other side has all up to this one.
  var cumulative: UInt32
  var sent: [Sent] = []
  private var queue: [Message] = []
  private var numbers: [UInt16: UInt16] = [:]
  /// Bytes that wait to be sent for the first time.
  private var queued = 0
  /// Bytes on their way.
  var flight = 0
  /// Bytes the other side would take beyond those.
  var peerWindow: Int
  var congestion: SctpCongestion
  var mayResendAtOnce = false
  /// The piece whose round trip is measured.
  var probe: UInt32?
  /// When it was sent, once it has arrived.
  var probed: MediaTime?

  init(initial: UInt32, peerWindow: UInt32, limits: SctpLimits) {
    self.limits = limits
    next = initial
    cumulative = initial &- 1
    self.peerWindow = Int(peerWindow)
    congestion = SctpCongestion(limits: limits, peerWindow: Int(peerWindow))
  }

  var isEmpty: Bool { queue.isEmpty && sent.isEmpty }
  /// Whether anything sent waits for an acknowledgement.
  var isWaiting: Bool { sent.contains { !$0.isAcknowledged } }
  /// Bytes that are held.
  var held: Int { queued + sent.reduce(0) { $0 + $1.size } }

  func holds(stream: UInt16) -> Bool { queue.contains { $0.stream == stream } }

  /// - Returns: false when too much waits.
  mutating func enqueue(_ message: Message) -> Bool {
    guard queue.count < limits.sendCount, held + message.bytes.count <= limits.send else {
      return false
    }
    queue.append(message)
    queued += message.bytes.count
    return true
  }

  /// A stream of ours begins anew (RFC 6525 §5.2.7).
  mutating func reset(_ stream: UInt16) { numbers.removeValue(forKey: stream) }

  // MARK: Sending

  /// Whether `take` would give something.
  var hasWork: Bool { nextResend != nil || mayStart }

  private var nextResend: Int? {
    guard let place = sent.firstIndex(where: { $0.mustResend }) else { return nil }
    let fits = flight == 0 || mayResendAtOnce || flight + sent[place].size <= congestion.window
    return fits ? place : nil
  }

  private var mayStart: Bool {
    guard let message = queue.first else { return false }
    let size = min(limits.piece, message.bytes.count - message.sent)
    guard flight > 0 else { return true }
    return flight + size <= congestion.window && size <= peerWindow
      && sent.count < SctpInbound.maximumAhead / 4
  }

  /// The next piece that may be sent, if it is no longer than `room` bytes with its header.
  mutating func take(room: Int, at now: MediaTime) -> SctpData? {
    if let place = nextResend {
      guard sent[place].size + SctpData.headerSize <= room else { return nil }
      sent[place].mustResend = false
      sent[place].wasResent = true
      sent[place].reports = 0
      sent[place].at = now
      if probe == sent[place].data.tsn { probe = nil }
      flight += sent[place].size
      return sent[place].data
    }
    guard mayStart, let message = queue.first else { return nil }
    let size = min(limits.piece, message.bytes.count - message.sent)
    guard size + SctpData.headerSize <= room else { return nil }
    return start(message, size, at: now)
  }

  private mutating func start(_ message: Message, _ size: Int, at now: MediaTime) -> SctpData {
    var message = message
    if message.ssn == nil { message.ssn = number(message) }
    let end = message.sent + size
    let data = SctpData(
      tsn: next, stream: message.stream, ssn: message.ssn ?? 0, ppid: message.ppid,
      isFirst: message.sent == 0, isLast: end == message.bytes.count,
      isUnordered: message.isUnordered, isUrgent: false, bytes: message.bytes[message.sent..<end])
    message.sent = end
    queued -= size
    if data.isLast { queue.removeFirst() } else { queue[0] = message }
    if probe == nil { probe = next }
    next &+= 1
    sent.append(Sent(data: data, at: now))
    flight += size
    peerWindow = max(0, peerWindow - size)
    return data
  }

  private mutating func number(_ message: Message) -> UInt16 {
    guard !message.isUnordered else { return 0 }
    let number = numbers[message.stream] ?? 0
    numbers[message.stream] = number &+ 1
    return number
  }

  /// Begins a burst: no more than a few packets leave at once (RFC 9260 §6.1 D).
  mutating func beginBurst() {
    congestion.limitBurst(to: flight + Self.burst * limits.datagram)
  }

  /// Nothing was acknowledged in time (RFC 9260 §6.3.3).
  mutating func expired() {
    for place in sent.indices where !sent[place].isAcknowledged {
      sent[place].mustResend = true
      sent[place].reports = 0
    }
    flight = 0
    probe = nil
    congestion.expired()
  }
}
