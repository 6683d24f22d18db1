internal import ReparteeCore

/// One direction of a network that carries packets as UDP does: each comes or does not, and when it likes.
struct DatagramPath<Packet> {
  /// Between two points that the delay of a queue goes through.
  private static var knot: Int64 { 200_000_000 }

  private let line: NetworkLine
  private var random: NetworkRandom
  private var waiting: [(arrival: MediaTime, packet: Packet)] = []
  /// When the latest of those that stay in order comes.
  private var latest = MediaTime.zero
  private(set) var sent = 0
  private(set) var lost = 0

  init(_ line: NetworkLine) {
    self.line = line
    random = NetworkRandom(seed: line.seed)
  }

  /// When the next packet comes; nil while none is under way.
  var next: MediaTime? { waiting.map(\.arrival).min() }

  /// - Parameter damage: what one wrong bit makes of a packet.
  mutating func send(
    _ packet: Packet, at time: MediaTime,
    damage: (Packet, inout NetworkRandom) -> Packet = { packet, _ in packet }
  ) {
    sent += 1
    guard !random.chance(line.loss) else {
      lost += 1
      return
    }
    for _ in 0..<(random.chance(line.duplication) ? 2 : 1) {
      var arrival = time + line.delay + lateness(at: time)
      if random.chance(line.reordering) {
        arrival += .milliseconds(.random(in: 25...65, using: &random))
      } else if line.variation == .queued {
        arrival = max(arrival, latest)
        latest = arrival
      }
      let isDamaged = random.chance(line.damage)
      waiting.append((arrival, isDamaged ? damage(packet, &random) : packet))
    }
  }

  /// What comes until `now`, in the order in which it comes.
  mutating func take(until now: MediaTime) -> [(arrival: MediaTime, packet: Packet)] {
    guard waiting.contains(where: { $0.arrival <= now }) else { return [] }
    // Those that come at the same time stay in the order in which they were sent.
    let come = waiting.enumerated().filter { $0.element.arrival <= now }.sorted {
      ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset)
    }
    waiting.removeAll { $0.arrival <= now }
    return come.map(\.element)
  }

  private mutating func lateness(at time: MediaTime) -> MediaTime {
    switch line.variation {
    case .independent:
      MediaTime(nanoseconds: .random(in: 0...max(0, line.jitter.nanoseconds), using: &random))
    case .queued:
      MediaTime(nanoseconds: Int64(Double(line.jitter.nanoseconds) * fill(at: time)))
    }
  }

  /// How full the queue is, 0…1. It depends on the time alone, so all that is sent in one direction meets the same queue.
  private func fill(at time: MediaTime) -> Double {
    let place = time.nanoseconds / Self.knot
    let part = Double(time.nanoseconds % Self.knot) / Double(Self.knot)
    return level(place) * (1 - part) + level(place + 1) * part
  }

  private func level(_ knot: Int64) -> Double {
    var random = NetworkRandom(
      seed: line.seed ^ UInt64(bitPattern: knot) &* 0x9E37_79B9_7F4A_7C15)
    return Double.random(in: 0...1, using: &random)
  }
}
