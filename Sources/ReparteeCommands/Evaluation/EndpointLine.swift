internal import ReparteeAudio
internal import ReparteeCore

/// A line to the caller: noise all the time, and what a telephone does to sound.
struct EndpointLine: Sendable {
  /// Samples of noise before the caller begins: half a second.
  static let lead = 8_000

  private let noise = LineNoise()

  /// What is heard of a caller who says a recording up to a point and is silent after it.
  /// - Parameter silence: how many samples of silence.
  func heard(_ clip: EndpointClip, to point: EndpointPoint, silence: Int) -> [Float] {
    var speech = [Float](repeating: 0, count: Self.lead) + clip.samples.prefix(point.cut)
    // A sound that is cut must not click: it is let down over 5 ms.
    let fade = min(80, point.cut)
    if point.kind == .cut {
      for step in 0..<fade { speech[speech.count - 1 - step] *= Float(step) / Float(fade) }
    }
    let rest = max(0, point.offset - point.cut) + silence
    speech += [Float](repeating: 0, count: rest)
    switch clip.line {
    case .wideband: return speech.indices.map { CallerClip.line(speech[$0] + noise[$0]) }
    case .telephone: return telephone(speech)
    }
  }

  private func telephone(_ speech: [Float]) -> [Float] {
    let narrow = RateConverter(from: .hz16000, to: .hz8000).convert(speech)
    let noisy = narrow.indices.map { narrow[$0] + noise[$0] }
    var codes = [UInt8](repeating: 0, count: noisy.count)
    var codeSpan = codes.mutableSpan
    G711.muLaw.encode(noisy.span, into: &codeSpan)
    var decoded = [Float](repeating: 0, count: codes.count)
    var decodedSpan = decoded.mutableSpan
    G711.muLaw.decode(codes.span, into: &decodedSpan)
    return RateConverter(from: .hz8000, to: .hz16000).convert(decoded)
  }
}
