internal import ReparteeCore
internal import ReparteeRTC

/// From the packets of the far side to blocks of 16 kHz: orders them, fills what is missing, decodes.
struct CallerDecoder: ~Copyable {
  /// Blocks asked of the buffer for one of ours: each asks for more only where one was left out or was short.
  private static let mostPops = 16

  private var jitter = JitterBuffer()
  private let decoder: OpusDecoder
  private var queue = SampleQueue(capacity: 4_096)
  private var scratch: [Float]

  init() throws(WebRTCError) {
    decoder = try OpusDecoder(rate: .hz16000)
    scratch = [Float](repeating: 0, count: OpusDecoder.longest.samples(at: .hz16000))
  }

  var statistics: JitterStatistics { jitter.statistics }
  var target: MediaTime { jitter.target }
  /// From when a packet could have sounded at the soonest to when it does.
  func delay(at now: MediaTime) -> MediaTime {
    let delay = jitter.delay(at: now)
    return delay == .zero ? delay : delay + ahead
  }
  /// The sender's timestamp up to which blocks were taken; nil before the first packet.
  var playhead: Int64? { jitter.playhead.map { $0 - Int64(ahead.samples(at: .hz48000)) } }
  /// What is decoded already.
  private var ahead: MediaTime { .samples(queue.count, at: .hz16000) }

  /// Takes a packet that came at `now`.
  mutating func insert(_ header: RtpHeader, payload: Span<UInt8>, at now: MediaTime) {
    jitter.insert(
      source: header.source, sequence: header.sequence, timestamp: header.timestamp, arrival: now,
      payload: payload)
  }

  /// Fills `block`, of 16 kHz, with what comes next.
  mutating func next(into block: inout MutableSpan<Float>, at now: MediaTime) {
    var pops = 0
    while queue.count < block.count, pops < Self.mostPops {
      pops += 1
      pop(at: now)
    }
    queue.take(into: &block)
  }

  private mutating func pop(at now: MediaTime) {
    let size = SampleRate.hz16000.blockSize
    switch jitter.pop(at: now, ahead: ahead) {
    case .packet: queue(Self.decode(decoder, jitter, into: &scratch))
    case .shorten:
      let count = Self.decode(decoder, jitter, into: &scratch)
      queue(count.map { TimeScale.shorten(&scratch, first: $0) })
    case .lengthen:
      let count = Self.decode(decoder, jitter, into: &scratch)
      queue(count.map { TimeScale.lengthen(&scratch, first: $0) })
    case .fec: queue(Self.recover(size, decoder, jitter, into: &scratch))
    case .conceal: queue(Self.conceal(size, decoder, into: &scratch))
    case .silence, .empty: queue.appendSilence(size)
    }
  }

  // These take apart what spans into one part and a change of another would overlap in.

  private static func decode(
    _ decoder: borrowing OpusDecoder, _ jitter: JitterBuffer, into scratch: inout [Float]
  ) -> Int? {
    var output = scratch.mutableSpan
    return decoder.decode(jitter.payload, into: &output)
  }

  private static func recover(
    _ count: Int, _ decoder: borrowing OpusDecoder, _ jitter: JitterBuffer,
    into scratch: inout [Float]
  ) -> Int? {
    var output = scratch.mutableSpan
    return decoder.recover(count, before: jitter.payload, into: &output) ? count : nil
  }

  private static func conceal(
    _ count: Int, _ decoder: borrowing OpusDecoder, into scratch: inout [Float]
  ) -> Int? {
    var output = scratch.mutableSpan
    return decoder.conceal(count, into: &output) ? count : nil
  }

  /// Appends the first samples of what was decoded; a block of silence if nothing could be.
  private mutating func queue(_ count: Int?) {
    guard let count else { return queue.appendSilence(SampleRate.hz16000.blockSize) }
    // The decoder may go beyond full scale, and nothing after it expects that.
    for index in 0..<count { scratch[index] = max(-1, min(scratch[index], 1)) }
    queue.append(scratch, first: count)
  }
}
