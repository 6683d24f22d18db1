internal import ReparteeCore
internal import ReparteeRTC

/// A browser and the server's half of a call over WebRTC: Opus, RTP, SRTP, reports and the whole way of receiving are the
/// real ones. The browser receives as the server does.
final class EmulatedWebRTC: EmulatedTransport {
  /// What a session wants sent.
  private final class Outbox {
    var datagrams: [[UInt8]] = []
  }

  private let server: MediaSession
  private let client: MediaSession
  private let serverOutbox = Outbox()
  private let clientOutbox = Outbox()
  private var voice: BrowserVoice
  private var up: DatagramPath<[UInt8]>
  private var down: DatagramPath<[UInt8]>
  private var nextTick = MediaTime.zero
  private var nextReport = MediaTime.seconds(1)
  /// The timestamp of the first packet of the agent's and when he said it.
  private var first: (timestamp: UInt32, spoken: MediaTime)?

  init(up: NetworkLine, down: NetworkLine, speechRate: SampleRate) throws(WebRTCError) {
    let upKey = [UInt8](repeating: 1, count: SrtpProfile.aes128Gcm.keySize)
    let downKey = [UInt8](repeating: 2, count: SrtpProfile.aes128Gcm.keySize)
    let start = NtpTime(unixSeconds: 1_700_000_000, nanoseconds: 0)
    let type = BrowserVoice.payloadType
    server = try MediaSession(
      source: 2, name: "server", payloadType: type, rate: speechRate, start: start)
    client = try MediaSession(
      source: 1, name: "client", payloadType: type, rate: .hz24000, start: start)
    try server.open(SrtpKeys(profile: .aes128Gcm, inbound: upKey, outbound: downKey))
    try client.open(SrtpKeys(profile: .aes128Gcm, inbound: downKey, outbound: upKey))
    voice = try BrowserVoice(source: 1, key: upKey)
    self.up = DatagramPath(up)
    self.down = DatagramPath(down)
    server.transmit = { [serverOutbox] in serverOutbox.datagrams.append(Array($0)) }
    client.transmit = { [clientOutbox] in clientOutbox.datagrams.append(Array($0)) }
  }

  func speak(_ frame: Span<Float>, at now: MediaTime) {
    if now >= nextReport {
      voice.follow(loss: client.summary(at: now).remoteLoss)
      nextReport += .seconds(1)
    }
    up.send(voice.packet(frame), at: now, damage: Self.damaged)
  }

  func advance(to now: MediaTime) {
    for (arrival, datagram) in up.take(until: now) {
      datagram.withUnsafeBytes { server.receive($0, at: arrival) }
    }
    for (arrival, datagram) in down.take(until: now) {
      datagram.withUnsafeBytes { client.receive($0, at: arrival) }
    }
    guard now >= nextTick else { return }
    nextTick = now + .milliseconds(100)
    server.tick(at: now)
    client.tick(at: now)
    flush(at: now)
  }

  private func flush(at now: MediaTime) {
    for datagram in serverOutbox.datagrams { down.send(datagram, at: now, damage: Self.damaged) }
    for datagram in clientOutbox.datagrams { up.send(datagram, at: now, damage: Self.damaged) }
    serverOutbox.datagrams.removeAll()
    clientOutbox.datagrams.removeAll()
  }

  func listen(into block: inout MutableSpan<Float>, at now: MediaTime) {
    server.next(into: &block, at: now)
  }

  var taken: Int? {
    server.playhead.map { Int($0) / 3 - BrowserVoice.lookahead.samples(at: .hz16000) }
  }

  func say(_ block: Span<Float>, at now: MediaTime) {
    server.send(block, at: now)
    if first == nil, let packet = serverOutbox.datagrams.first, packet.count >= RtpHeader.size {
      let timestamp = packet[4..<8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      first = (timestamp, now)
    }
    flush(at: now)
  }

  func play(into block: inout MutableSpan<Float>, at now: MediaTime) {
    client.next(into: &block, at: now)
  }

  var played: MediaTime? {
    guard let first, let head = client.playhead else { return nil }
    let passed = Int32(
      truncatingIfNeeded: Int64(truncatingIfNeeded: head) &- Int64(first.timestamp))
    return first.spoken + .samples(max(0, Int(passed) - Int(RtpSender.step)), at: .hz48000)
  }

  /// The browser plays on what it holds, which is short.
  func clear(at now: MediaTime) { server.clear() }

  func unplayed(at now: MediaTime) -> MediaTime { server.underWay(at: now) }

  var isCutOff: Bool { false }

  var report: EmulatedCall.Report {
    let statistics = server.summary(at: nextTick)
    return EmulatedCall.Report(
      sent: up.sent, lost: up.lost, recovered: statistics.recovered,
      concealed: statistics.concealed, late: statistics.late)
  }

  /// One bit is wrong.
  static func damaged(_ bytes: [UInt8], _ random: inout NetworkRandom) -> [UInt8] {
    var bytes = bytes
    if let index = bytes.indices.randomElement(using: &random) {
      bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
    return bytes
  }
}
