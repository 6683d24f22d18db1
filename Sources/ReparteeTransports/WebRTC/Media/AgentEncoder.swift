internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeRTC

/// From blocks of the agent's speech to Opus packets of 20 ms; silence that lasts is not sent.
struct AgentEncoder: ~Copyable {
  /// Softer than this is silence: the gate's own is exact zeros, a filter's tail is not. About -80 dB.
  private static let silence: Float = 1e-4
  /// Silence that is still sent, in blocks, so that a pause between words costs no gap: 200 ms.
  private static let hangover = 10

  enum Packet: Equatable {
    case silence
    /// So many bytes were made.
    case made(Int, isVoiced: Bool)
  }

  private var converter: RateConverter
  private var encoder: OpusEncoder
  private var queue: SampleQueue
  private var converted: [Float]
  private var block: [Float]
  private var quiet = hangover

  /// - Parameter rate: of the speech.
  init(rate: SampleRate) throws(WebRTCError) {
    converter = RateConverter(from: rate, to: .hz24000)
    encoder = try OpusEncoder(rate: .hz24000)
    let size = SampleRate.hz24000.blockSize
    queue = SampleQueue(capacity: 4 * size)
    converted = [Float](repeating: 0, count: 2 * size)
    block = [Float](repeating: 0, count: size)
  }

  var mode: OpusEncoder.Mode { encoder.mode }

  /// Follows what the far side reports of losses.
  mutating func follow(_ policy: LossPolicy) {
    let mode: OpusEncoder.Mode = policy.isLossy ? .lossy : .lowDelay
    if mode != encoder.mode { encoder.setMode(mode) }
    if policy.isLossy { encoder.setLoss(policy.loss) }
  }

  /// Takes 20 ms of speech and makes the packet that is due.
  mutating func encode(_ speech: Span<Float>, into output: UnsafeMutableRawBufferPointer) -> Packet
  {
    convert(speech)
    let isVoiced = takeBlock()
    quiet = isVoiced ? 0 : min(quiet + 1, Self.hangover + 1)
    guard quiet <= Self.hangover, let count = encoder.encode(block.span, into: output) else {
      return .silence
    }
    return .made(count, isVoiced: isVoiced)
  }

  /// Drops what waits; silence follows.
  mutating func clear() { queue.removeAll() }

  private mutating func convert(_ speech: Span<Float>) {
    let need = converter.outputCount(for: speech.count)
    if converted.count < need { converted = [Float](repeating: 0, count: need) }
    let count = Self.convert(speech, &converter, into: &converted)
    queue.append(converted, first: count)
  }

  private static func convert(
    _ speech: Span<Float>, _ converter: inout RateConverter, into converted: inout [Float]
  ) -> Int {
    var output = converted.mutableSpan
    return converter.process(speech, into: &output)
  }

  /// - Returns: whether there is anything in the block.
  private mutating func takeBlock() -> Bool {
    Self.take(from: &queue, into: &block)
    var isVoiced = false
    for index in block.indices {
      // Also what is no number becomes one.
      let sample = block[index].isFinite ? max(-1, min(block[index], 1)) : 0
      block[index] = sample
      if sample.magnitude > Self.silence { isVoiced = true }
    }
    return isVoiced
  }

  private static func take(from queue: inout SampleQueue, into block: inout [Float]) {
    var output = block.mutableSpan
    queue.take(into: &output)
  }
}
