public import ReparteeCore

/// Puts the packets of one Opus stream back in order and gives them out at the receiver's pace, held back just long enough
/// for the latenesses that are measured.
///
/// Whoever plays calls `pop` each time that it needs sound, every 20 ms. Delay is reckoned in the sender's time: how much
/// later than the quickest packet of late could have been played is what is played now. That is compared with the target;
/// silence is stretched or cut, and where there is none single packets are to be played in a little more or less time, so
/// that neither jitter nor clocks that differ can let the delay grow. All memory is taken at the start.
public struct JitterBuffer: Sendable {
  /// The most packets held, a power of two: 640 ms of 20 ms packets.
  static let capacity = 32
  /// The largest payload: an Opus frame has at most 1275 bytes.
  static let slotSize = 1_280
  /// One pop's worth, 20 ms at 48 kHz.
  static let frame: Int64 = 960
  /// Beyond this delay (500 ms) nothing is played faster: what is too old is dropped.
  static let hopeless: Int64 = 24_000
  /// A change of the difference between clocks by more than 2 s is no jitter: the sender's clock has leapt.
  static let leap: Int64 = 96_000
  /// As far may sequence numbers jump ahead and back (RFC 3550 A.1 has 3000 and 100).
  static let maximumJump: Int64 = 1_000
  /// Above this share of unmended losses (1 %) one more frame is held for half a minute.
  static let bearable = 655
  static let patience = 1_500
  /// Consecutive pops made up before it is taken for silence: what a decoder makes up has faded by then.
  static let maximumConcealment = 5

  struct Slot {
    var sequence: Int64 = -1
    var timestamp: Int64 = 0
    var count = -1
    var isFilled: Bool { count >= 0 }
  }

  enum Phase { case idle, waiting, playing }

  public internal(set) var statistics = JitterStatistics()
  var slots = [Slot](repeating: Slot(), count: capacity)
  var bytes = [UInt8](repeating: 0, count: capacity * slotSize)
  var filled = 0
  var estimator = DelayEstimator()
  var phase = Phase.idle
  var source: UInt32?
  var sequences = SequenceUnwrapper()
  var timestamps = CounterUnwrapper<UInt32>()
  /// The least sequence number that may still be played, and the timestamp of what is to be played next.
  var nextSequence: Int64 = 0
  var position: Int64 = 0
  /// The bytes that the latest pop is about.
  var current = 0..<0
  /// Whether the last packet announced silence.
  var wasDiscontinuous = false
  /// Consecutive pops made up; consecutive pops with too much delay; pops since time was won or lost.
  var concealedRun = 0
  var excessRun = 0
  var sinceChange = 0
  /// The share of packets lost that the one after them came too late to mend, in 65,536ths, and for how many more pops one
  /// more frame is held for their sake.
  var unmended = 0
  var patience = 0

  public init() {}

  /// How long packets are held back beyond the quickest, as it is aimed at.
  public var target: MediaTime { .samples(Int(hold), at: .hz48000) }

  var hold: Int64 {
    let spare = patience > 0 ? Self.frame : 0
    return min(Int64(estimator.target) &+ spare, Int64(DelayEstimator.most))
  }

  /// How much later than the quickest packet could have been played would be played now; zero when nothing plays.
  public func delay(at now: MediaTime) -> MediaTime {
    guard phase == .playing else { return .zero }
    return .samples(Int(delay(of: position, at: Self.ticks(now))), at: .hz48000)
  }

  /// The sender's timestamp up to which all was given out, or given up: it goes on where the 32 bits of a packet begin anew.
  /// Nil before the first packet.
  public var playhead: Int64? { phase == .idle ? nil : position }

  /// How many packets are held.
  public var count: Int { filled }

  /// What the latest pop is about: the packet, or the one whose redundancy is wanted. Empty otherwise.
  public var payload: Span<UInt8> {
    @_lifetime(borrow self)
    get { bytes.span.extracting(current) }
  }

  static func ticks(_ time: MediaTime) -> Int64 { time.nanoseconds / 1000 &* 48 / 1000 }

  func delay(of timestamp: Int64, at now: Int64) -> Int64 {
    now &- timestamp &- estimator.quickest
  }

  static func place(_ sequence: Int64) -> Int {
    Int(truncatingIfNeeded: sequence & Int64(capacity - 1))
  }

  /// The held packet that comes first; nil if there is none.
  func earliest() -> Slot? {
    guard filled > 0 else { return nil }
    for offset in 0..<Int64(Self.capacity) {
      let slot = slots[Self.place(nextSequence &+ offset)]
      if slot.isFilled { return slot }
    }
    return nil
  }

  mutating func clear(_ sequence: Int64) {
    let place = Self.place(sequence)
    guard slots[place].isFilled else { return }
    slots[place].count = -1
    filled -= 1
  }
}
