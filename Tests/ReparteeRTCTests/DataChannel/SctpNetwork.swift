import ReparteeCore

@testable import ReparteeRTC

/// A small generator, the same everywhere (SplitMix64).
struct SctpNoise: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// Two associations, and a network between them that loses, doubles and reorders.
struct SctpNetwork {
  enum Side: Int { case client, server }

  struct Packet {
    var due: MediaTime
    var to: Side
    var bytes: [UInt8]
  }

  var ends: [SctpAssociation]
  /// What each end reported, but for datagrams.
  var events: [[SctpAction]] = [[], []]
  var packets: [Packet] = []
  var now = MediaTime.zero
  var noise: SctpNoise
  /// Of a hundred packets.
  var lost = 0
  var doubled = 0
  /// How much longer than 20 ms a packet may take, in milliseconds.
  var spread: Int64 = 0
  /// Datagrams that each end sent.
  var sent = [0, 0]
  var bytesSent = [0, 0]
  /// The most that either end held for the other.
  var mostHeld = 0

  init(
    seed: UInt64, lost: Int = 0, doubled: Int = 0, spread: Int64 = 0,
    limits: SctpLimits = SctpLimits(), timing: SctpTiming = SctpTiming()
  ) {
    var noise = SctpNoise(state: seed)
    ends = [SctpSetup.Role.dtlsClient, .dtlsServer].map {
      SctpAssociation(
        SctpSetup(role: $0, random: .init(using: &noise), limits: limits, timing: timing))
    }
    self.noise = noise
    self.lost = lost
    self.doubled = doubled
    self.spread = spread
  }

  mutating func tell(_ side: Side, _ input: SctpInput) {
    let actions = ends[side.rawValue].handle(input, at: now)
    mostHeld = max(mostHeld, ends[side.rawValue].bytesReceivedAndHeld)
    for action in actions {
      guard case .transmit(let bytes) = action else {
        events[side.rawValue].append(action)
        continue
      }
      sent[side.rawValue] += 1
      bytesSent[side.rawValue] += bytes.count
      carry(bytes, to: side == .client ? .server : .client)
    }
  }

  private mutating func carry(_ bytes: [UInt8], to side: Side) {
    let copies = Int.random(in: 0..<100, using: &noise) < doubled ? 2 : 1
    for _ in 0..<copies where Int.random(in: 0..<100, using: &noise) >= lost {
      let delay = MediaTime.milliseconds(20 + Int64.random(in: 0...spread, using: &noise))
      packets.append(Packet(due: now + delay, to: side, bytes: bytes))
    }
  }

  /// The next thing that happens; false when nothing will before `end`.
  mutating func step(until end: MediaTime) -> Bool {
    let arrival = packets.indices.min { packets[$0].due < packets[$1].due }
    let timers = ends.compactMap(\.nextTimer).min()
    let next = [arrival.map { packets[$0].due }, timers].compactMap(\.self).min()
    guard let next, next <= end else {
      now = max(now, end)
      return false
    }
    now = max(now, next)
    if let arrival, packets[arrival].due <= next {
      let packet = packets.remove(at: arrival)
      tell(packet.to, .datagram(packet.bytes))
      return true
    }
    for side in [Side.client, .server] {
      if let timer = ends[side.rawValue].nextTimer, timer <= now { tell(side, .tick) }
    }
    return true
  }

  mutating func run(for time: MediaTime) {
    let end = now + time
    while step(until: end) {}
  }

  /// Two ends that are connected.
  mutating func connect(for time: MediaTime = .milliseconds(30_000)) {
    tell(.client, .connect)
    run(for: time)
  }

  /// The messages that an end received on a stream.
  func messages(at side: Side, on stream: UInt16) -> [[UInt8]] {
    events[side.rawValue].compactMap {
      guard case .message(stream, _, let bytes) = $0 else { return nil }
      return bytes
    }
  }

  func has(_ action: SctpAction, at side: Side) -> Bool {
    events[side.rawValue].contains(action)
  }
}
