import ReparteeCore
import ReparteeRTC

/// A sender, a network and a receiver around a jitter buffer, in simulated time.
struct JitterSimulation {
  var seconds = 60
  /// The share of packets lost and sent twice.
  var loss = 0.0
  var duplication = 0.0
  /// Each packet comes by up to this much later than the quickest, each on its own: so they overtake each other.
  var jitter = MediaTime.zero
  /// How much faster the sender's clock runs.
  var drift = 0.0
  /// The sender speaks for so many packets and is silent for so many, sending nothing; 0 is never.
  var talk = 0
  var pause = 0
  /// Until then nothing is counted, so that what is learnt at the start does not blur what comes of it.
  var warmUp = MediaTime.seconds(5)
  var seed: UInt64 = 1
  /// The line stands still from then on for so long, and gives out at once what has come in meanwhile.
  var stalls: [(start: MediaTime, length: MediaTime)] = []
  /// How much slower than it should the receiver asks for sound.
  var slowness = 0.0

  struct Result {
    var statistics = JitterStatistics()
    /// What was played after the warm-up, in pops.
    var played = 0
    var recovered = 0
    var concealed = 0
    var silences = 0
    var shortened = 0
    /// Of how many packets sent after the warm-up.
    var sent = 0
    /// The delay from sending to playing, of packets played: the middle and the largest, and the middle of the last quarter.
    var delays: [MediaTime] = []
    var lateDelays: [MediaTime] = []
    /// Whether a packet ever came out before an earlier one, or twice.
    var isInOrder = true

    var median: Double { Self.middle(delays) }
    var lateMedian: Double { Self.middle(lateDelays) }
    var longest: Double { delays.max()?.milliseconds ?? 0 }

    static func middle(_ times: [MediaTime]) -> Double {
      times.sorted()[safe: times.count / 2]?.milliseconds ?? 0
    }
  }

  private struct Packet {
    var number: Int
    var arrival: MediaTime
  }

  private func spoken(_ number: Int) -> Bool {
    pause == 0 || number % (talk + pause) < talk
  }

  /// When the sender's clock reaches its `number`th packet.
  private func sent(_ number: Int) -> MediaTime {
    MediaTime(nanoseconds: Int64(Double(number) * 20e6 / (1 + drift)))
  }

  private func stalled(_ arrival: MediaTime) -> MediaTime {
    stalls.first { arrival >= $0.start && arrival < $0.start + $0.length }
      .map { $0.start + $0.length } ?? arrival
  }

  private func arrivals() -> [Packet] {
    var noise = Noise(seed)
    var packets: [Packet] = []
    for number in 0..<(seconds * 50) where spoken(number) {
      guard !noise.chance(loss) else { continue }
      for _ in 0..<(noise.chance(duplication) ? 2 : 1) {
        let late = Int64.random(in: 0...max(0, jitter.nanoseconds), using: &noise)
        packets.append(
          Packet(number: number, arrival: stalled(sent(number) + MediaTime(nanoseconds: late))))
      }
    }
    return packets.sorted { $0.arrival < $1.arrival }
  }

  func run() -> Result {
    var result = Result()
    var buffer = JitterBuffer()
    var packets = arrivals()[...]
    var spokenBefore = [Int](repeating: 0, count: seconds * 50 + 1)
    for number in 0..<(seconds * 50) {
      spokenBefore[number + 1] = spokenBefore[number] + (spoken(number) ? 1 : 0)
      if spoken(number), sent(number) >= warmUp { result.sent += 1 }
    }
    var last = -1
    var ahead = MediaTime.zero
    for tick in 0..<Int64(seconds * 50) {
      let now = MediaTime(nanoseconds: Int64(Double(tick) * 20e6 * (1 + slowness)) + 7_000_000)
      while let packet = packets.first, packet.arrival <= now {
        packets.removeFirst()
        // The payload names the packet: a TOC of 20 ms SILK, then its number.
        let payload: [UInt8] =
          [0x48] + (0..<4).map { UInt8(truncatingIfNeeded: packet.number >> (8 * $0)) }
          + Array(repeating: 0, count: 40)
        buffer.insert(
          source: 9, sequence: UInt16(truncatingIfNeeded: 65_000 + spokenBefore[packet.number]),
          timestamp: UInt32(truncatingIfNeeded: 4_294_000_000 + packet.number * 960),
          arrival: packet.arrival, payload: payload.span)
      }
      play(&buffer, now, &ahead, &last, &result)
    }
    result.statistics = buffer.statistics
    return result
  }

  /// What a period of the voice takes.
  private static let period = MediaTime.milliseconds(8)

  /// Twenty milliseconds of sound.
  private func play(
    _ buffer: inout JitterBuffer, _ now: MediaTime, _ ahead: inout MediaTime, _ last: inout Int,
    _ result: inout Result
  ) {
    let counts = now >= warmUp
    while ahead < .milliseconds(20) {
      let output = buffer.pop(at: now, ahead: ahead)
      if [.packet, .shorten, .lengthen].contains(output) {
        let number = (1...4).reduce(0) { $0 | Int(buffer.payload[$1]) << (8 * ($1 - 1)) }
        if number <= last { result.isInOrder = false }
        last = number
        if counts { note(now + ahead - sent(number), now, &result) }
      }
      ahead += .milliseconds(20)
      if output == .shorten { ahead -= Self.period }
      if output == .lengthen { ahead += Self.period }
      guard counts else { continue }
      switch output {
      case .packet, .lengthen: result.played += 1
      case .shorten:
        result.played += 1
        result.shortened += 1
      case .fec: result.recovered += 1
      case .conceal: result.concealed += 1
      case .silence, .empty: result.silences += 1
      }
    }
    ahead -= .milliseconds(20)
  }

  private func note(_ delay: MediaTime, _ now: MediaTime, _ result: inout Result) {
    result.delays.append(delay)
    if now.seconds >= Double(seconds) * 0.75 { result.lateDelays.append(delay) }
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
