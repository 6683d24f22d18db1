import ReparteeCore
import ReparteeRTC
import Testing

@testable import ReparteeTransports

/// A caller, a bad network and the receiving half of a call, in simulated time: Opus, RTP, SRTP and all that follows are the
/// real ones.
struct ImpairedLine: Sendable, CustomTestStringConvertible {
  var seconds = 20
  /// The share of packets that are lost, come twice, are damaged, and are overtaken by the next two or three.
  var loss = 0.0
  var duplication = 0.0
  var damage = 0.0
  var reordering = 0.0
  /// Each packet comes by up to so much later than the quickest, each on its own.
  var jitter = MediaTime.zero
  /// By how much the caller's clock is faster.
  var drift = 0.0
  var seed: UInt64 = 1

  struct Report {
    var statistics = WebRTCStatistics()
    /// Ten seconds from the fifth on, and the last ten.
    var early = Intelligibility(of: Babble.loudness, in: [], from: 0, speed: 1)
    var late = Intelligibility(of: Babble.loudness, in: [], from: 0, speed: 1)
    /// The largest delay that the buffer saw from the fifth second on, in ms.
    var longest = 0.0
    var sent = 0
    /// Blocks that were made up, of all.
    var concealedShare = 0.0
  }

  var testDescription: String {
    "\(seconds) s, loss \(Int(loss * 100)) %, jitter \(Int(jitter.milliseconds)) ms, reordered \(Int(reordering * 100)) %, "
      + "twice \(Int(duplication * 100)) %, damaged \(Int(damage * 100)) %, drift \(Int(drift * 1_000)) ‰"
  }

  func run() throws -> Report {
    let keys = [UInt8](repeating: 1, count: SrtpProfile.aes128Gcm.keySize)
    let listener = try MediaSession(
      source: 2, name: "b", payloadType: 111, rate: .hz24000,
      start: NtpTime(unixSeconds: 1_700_000_000, nanoseconds: 0))
    try listener.open(SrtpKeys(profile: .aes128Gcm, inbound: keys, outbound: keys))
    var network = Network(
      self, caller: try Caller(keys: keys, payloads: loss > 0 ? Babble.redundant : Babble.plain))
    var report = Report()
    var windows = (early: [Float](), late: [Float]())
    var block = [Float](repeating: 0, count: 320)
    for tick in 0..<Int64(seconds * 50) {
      let now = MediaTime.milliseconds(tick * 20 + 7)
      network.deliver(until: now) { datagram, arrival in
        datagram.withUnsafeBytes { listener.receive($0, at: arrival) }
      }
      if tick % 5 == 0 { listener.tick(at: now) }
      var span = block.mutableSpan
      listener.next(into: &span, at: now)
      if (250..<750).contains(tick) { windows.early += block }
      if tick >= seconds * 50 - 500 { windows.late += block }
      guard tick >= 250, tick % 5 == 0 else { continue }
      report.longest = max(report.longest, listener.summary(at: now).bufferDelay.milliseconds)
    }
    report.sent = network.sent
    report.statistics = listener.summary(at: .milliseconds(Int64(seconds) * 1_000))
    report.concealedShare = Double(report.statistics.concealed) / Double(seconds * 50)
    let original = Babble.loudness
    let end = Double(seconds) - 10
    report.early = Intelligibility(of: original, in: windows.early, from: 5, speed: 1 + drift)
    report.late = Intelligibility(of: original, in: windows.late, from: end, speed: 1 + drift)
    return report
  }
}

extension Babble {
  static let loop = samples(seconds: 10, seed: 11)
  static let loudness = Intelligibility.Loudness(loop)
  /// The loop's packets, as a browser sends them that has been told of losses, and as one that has not.
  static let redundant = packets(.lossy)
  static let plain = packets(.lowDelay)

  private static func packets(_ mode: OpusEncoder.Mode) -> [[UInt8]] {
    guard let encoder = try? OpusEncoder(rate: .hz16000, mode: mode) else { return [] }
    if mode == .lossy { encoder.setLoss(0.15) }
    var bytes = [UInt8](repeating: 0, count: OpusEncoder.largest)
    return stride(from: 0, to: loop.count, by: 320).map { start in
      let count = bytes.withUnsafeMutableBytes {
        encoder.encode(loop.span.extracting(start..<start + 320), into: $0)
      }
      return Array(bytes.prefix(count ?? 0))
    }
  }
}

/// Numbers and protects the loop's packets.
private struct Caller: ~Copyable {
  private let protection: SrtpSession
  private let payloads: [[UInt8]]

  init(keys: [UInt8], payloads: [[UInt8]]) throws {
    protection = try SrtpSession(.aes128Gcm, key: keys, .outbound)
    self.payloads = payloads
  }

  func datagram(_ number: Int) -> [UInt8] {
    let payload = payloads[number % payloads.count]
    let header = RtpHeader(
      payloadType: 111, sequence: UInt16(truncatingIfNeeded: 65_000 + number),
      timestamp: UInt32(truncatingIfNeeded: 4_294_000_000 + number * 960), source: 1)
    var bytes = header.packet(payload) + [UInt8](repeating: 0, count: SrtpSession.trailer)
    var count = RtpHeader.size + payload.count
    let status = bytes.withUnsafeMutableBytes { protection.protect($0, count: &count) }
    return status == .done ? Array(bytes.prefix(count)) : []
  }
}

/// What is on the line.
private struct Network: ~Copyable {
  private let drift: Double
  private let caller: Caller
  private var path: DatagramPath<[UInt8]>

  init(_ line: ImpairedLine, caller: consuming Caller) {
    drift = line.drift
    self.caller = caller
    path = DatagramPath(
      NetworkLine(
        jitter: line.jitter, variation: .independent, loss: line.loss,
        duplication: line.duplication, damage: line.damage, reordering: line.reordering,
        seed: line.seed))
  }

  var sent: Int { path.sent }

  /// Hands over what comes until `now`, in the order in which it comes.
  mutating func deliver(until now: MediaTime, _ receive: ([UInt8], MediaTime) -> Void) {
    while true {
      let time = MediaTime(nanoseconds: Int64(Double(sent) * 20e6 / (1 + drift)))
      guard time <= now else { break }
      path.send(caller.datagram(sent), at: time, damage: EmulatedWebRTC.damaged)
    }
    for (arrival, datagram) in path.take(until: now) { receive(datagram, arrival) }
  }
}
