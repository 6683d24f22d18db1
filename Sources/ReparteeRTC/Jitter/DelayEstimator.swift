/// Measures by how much packets come later than the quickest of late, and so how long to hold them back.
/// All lengths are in samples at 48 kHz.
struct DelayEstimator {
  /// The target before anything is known, its least and its most: 40, 20 and 200 ms.
  static let start = 1_920
  static let least = 960
  static let most = 9_600
  /// The quickest packet is looked for this far back: long enough to hold one that met no queue, short enough that
  /// clocks that run 1 % apart move it by 20 ms only.
  static let memory: Int64 = 96_000
  /// The share of packets that may be later than the target, in percent: what is concealed instead of waited for.
  private static let lateShare = 3
  /// Lateness is counted in steps of 5 ms, over the last 256 packets, about 5 s of speech.
  private static let step: Int64 = 240
  private static let steps = 64
  private static let window = 256

  /// How long after its sender's clock a packet came, by the quickest packet.
  private(set) var quickest: Int64 = 0
  /// How much later than that the packets are to be played.
  private(set) var target = start
  private var arrivals = [Int64](repeating: .min, count: 128)
  private var transits = [Int64](repeating: 0, count: 128)
  private var latest = [UInt8](repeating: 0, count: window)
  private var counts = [Int](repeating: 0, count: steps)
  private var total = 0
  /// Packets taken, counted or not.
  private var place = 0

  /// When the first packet came. What waited at either end for the way to be open says nothing of the network, so
  /// the packets of the first half second are not counted.
  private var opened: Int64?
  private static let opening: Int64 = 24_000

  /// Forgets all; the target starts anew.
  mutating func reset() {
    for index in arrivals.indices { arrivals[index] = .min }
    for index in counts.indices { counts[index] = 0 }
    total = 0
    opened = nil
    target = Self.start
  }

  /// Takes one packet's arrival and the difference to its timestamp.
  mutating func add(transit: Int64, arrival: Int64) {
    let place = place & 127
    self.place &+= 1
    arrivals[place] = arrival
    transits[place] = transit
    quickest = transit
    for index in arrivals.indices where arrivals[index] > arrival &- Self.memory {
      quickest = min(quickest, transits[index])
    }
    let opened = opened ?? arrival
    self.opened = opened
    guard arrival &- opened >= Self.opening else { return }
    let late = (transit &- quickest) / Self.step
    count(UInt8(clamping: min(late, Int64(Self.steps - 1))))
    adapt()
  }

  private mutating func count(_ late: UInt8) {
    let place = total & (Self.window - 1)
    if total >= Self.window { counts[Int(latest[place])] -= 1 }
    latest[place] = late
    counts[Int(late)] += 1
    total += 1
  }

  /// The least hold that lets all but the latest few per cent be in time, and room for what follows.
  private mutating func adapt() {
    // As if there had been a quiet time before: what happens once at the start is not the rule.
    var spare = Self.window * Self.lateShare / 100
    var bucket = Self.steps - 1
    while bucket > 0, counts[bucket] <= spare {
      spare -= counts[bucket]
      bucket -= 1
    }
    let wanted = (bucket + 2) * Int(Self.step)
    // Of a few packets nothing can be learnt but that they are late.
    let floor = total < 50 ? Self.start : Self.least
    target = min(max(wanted, floor), Self.most)
  }
}
