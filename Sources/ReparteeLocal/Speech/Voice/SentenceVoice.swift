internal import Repartee
internal import ReparteeInference

/// Voices one sentence, stretch by stretch, so that its beginning can be heard while the rest is made.
struct SentenceVoice: Sendable {
  /// How a sentence is to sound.
  struct Manner: Sendable {
    var speed: Float = 1
    var pitch: Float = 1
    var gain: Float = 1
    var seed: UInt64 = 0
    /// Silence after the last sound, in samples.
    var pause = 0
  }

  /// The next sound of a sentence.
  struct Stretch: Sendable {
    var samples: [Float]
    /// The words that begin in it; their samples count from the start of the sentence's sound.
    var words: [SpokenWord]
  }

  /// Frames made before the network's own mark of the first sound.
  private static let early = 10
  /// Frames made after it in the first stretch: enough for about 100 ms of sound.
  private static let first = 8
  /// Frames of the second stretch; each later one is twice as long, up to `longest`.
  private static let second = 40
  private static let longest = 160

  private let plan: HibariNetwork.Plan
  private let loudness: Loudness
  private var mixer: FrameMixer
  private var source: PulseSource
  private var adder = OverlapAdder()
  private var edges: SpeechEdges
  /// In samples of the network's output.
  private var waiting: ArraySlice<SpokenWord>
  private var hasBegun = false
  private var next: Range<Int>
  /// Samples handed out so far.
  private var sent = 0

  /// - Parameter words: aligned to the plan.
  init(
    _ plan: HibariNetwork.Plan, words: [SpokenWord], manner: Manner
  ) throws(ModelError) {
    guard let mixer = FrameMixer(seed: manner.seed) else {
      throw ModelError(.failed, "no spectrum of \(VoiceShape.window) samples can be made")
    }
    let mark = (plan.durations.first ?? 0) * VoiceShape.framesPerUnit
    let start = max(mark - Self.early, 0)
    self.plan = plan
    self.mixer = mixer
    loudness = Loudness(gain: manner.gain)
    source = PulseSource(pitch: plan.pitch, scale: manner.pitch)
    waiting = words[...]
    next = start..<min(mark + Self.first, plan.frames)
    edges = SpeechEdges(
      start: start * VoiceShape.hop, onsetBy: mark * VoiceShape.hop,
      tailFrom: Self.tail(of: plan, after: mark) * VoiceShape.hop, pause: manner.pause)
  }

  /// The frame from which on the sound may end: where the last three symbols begin, which are the last sound,
  /// a mark and the padding.
  private static func tail(of plan: HibariNetwork.Plan, after mark: Int) -> Int {
    let frames = plan.durations.suffix(3).reduce(0, +) * VoiceShape.framesPerUnit
    return max(plan.frames - frames, mark)
  }

  /// Makes the next stretch.
  /// - Returns: nil when the sentence is over. A stretch may be empty.
  mutating func advance(
    _ network: HibariNetwork, token: CancellationToken
  ) throws(ModelError) -> Stretch? {
    guard !next.isEmpty else { return nil }
    let frames = next
    let isLast = frames.upperBound == plan.frames
    let rows = try network.decode(plan, frames: frames, token: token)
    var raw: [Float] = []
    raw.reserveCapacity((frames.count + 2) * VoiceShape.hop)
    try mix(rows, frames, into: &raw, token: token)
    if isLast { adder.finish(to: &raw) }
    var samples = edges.pass(raw)
    if isLast { samples += edges.finish() }
    loudness.apply(to: &samples)
    let length = min(max(2 * frames.count, Self.second), Self.longest)
    next = frames.upperBound..<min(frames.upperBound + length, plan.frames)
    sent += samples.count
    return Stretch(samples: samples, words: begun(isLast: isLast))
  }

  private mutating func mix(
    _ rows: [Float], _ frames: Range<Int>, into raw: inout [Float], token: CancellationToken
  ) throws(ModelError) {
    source.extend(to: frames.upperBound * VoiceShape.hop + VoiceShape.window / 2)
    for frame in frames {
      if token.isCancelled { throw ModelError(.cancelled, "the sentence was cancelled") }
      rows.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        let row = base + (frame - frames.lowerBound) * VoiceShape.frame
        mixer.mix(frame: frame, row: row, source: source) { adder.add($0, to: &raw) }
      }
    }
  }

  /// The words that begin before the end of what was handed out.
  private mutating func begun(isLast: Bool) -> [SpokenWord] {
    guard let origin = edges.origin else { return [] }
    var begun: [SpokenWord] = []
    var isFirst = !hasBegun
    defer { hasBegun = !isFirst }
    while var word = waiting.first {
      // Where the first sound was found tells more than the durations do.
      let start = isFirst ? 0 : max(word.samples.lowerBound - origin, 0)
      guard isLast || start < sent else { break }
      var end = max(word.samples.upperBound - origin, start)
      if isLast { end = min(end, sent) }
      word.samples = min(start, end)..<end
      begun.append(word)
      waiting.removeFirst()
      isFirst = false
    }
    return begun
  }
}
