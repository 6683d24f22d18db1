/// What the agent played: the side that is known.
struct EchoReference: Sendable {
  /// A hop with a band above this can come back.
  private static let audible: Float = -60
  /// A room dies away by about this many decibels in 10 ms; what was played is remembered as long.
  static let decay: Float = 1.5
  /// By how much the peak is forgotten in a hop: a decibel a second.
  private static let forgetting: Float = 0.01

  private(set) var history = EchoHistory()
  /// The waveform.
  private(set) var weave = EchoWeave()
  /// The loudest of each band so far, forgotten by a decibel a second.
  private(set) var peak = EchoBands.silence
  /// Where the agent's newest sound is.
  private(set) var lastAudible = Int.min / 2
  private var bands = EchoBands()
  private var thinning = EchoThinning()
  private var smeared = EchoBands.silence

  /// What counts as loud, in each band.
  var loud: EchoBands.Hop { peak - 20 }

  mutating func take(_ block: Span<Float>) {
    for start in stride(from: 0, to: block.count, by: EchoBands.hop) {
      let hop = bands.measure(block, from: start)
      if hop.max() > Self.audible { lastAudible = history.end }
      smeared = pointwiseMax(hop, smeared - Self.decay)
      peak = pointwiseMax(hop, peak - Self.forgetting)
      history.append(pointwiseMax(smeared, peak - 30))
      thinning.take(block, from: start)
      weave.append(thinning.samples)
    }
  }

  /// Nothing was played up to here.
  mutating func skip(to position: Int) {
    let hops = Float(max(0, position - history.end))
    smeared = pointwiseMax(EchoBands.silence, smeared - Self.decay * hops)
    peak = pointwiseMax(EchoBands.silence, peak - Self.forgetting * hops)
    history.fill(to: position)
    weave.fill(to: position)
  }
}
