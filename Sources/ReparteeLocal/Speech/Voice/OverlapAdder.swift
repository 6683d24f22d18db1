/// Adds windowed frames up to sound and hands each hop on as soon as no later frame can change it.
///
/// A frame reaches two hops back and one ahead of its own, so a hop is final two frames after its own frame.
/// Where frames are missing at either end the sum is divided by the windows that are there.
struct OverlapAdder {
  /// Hops a frame covers.
  private static let reach = VoiceShape.window / VoiceShape.hop
  /// Below this the windows' sum counts as nothing.
  private static let least: Float = 1e-11

  private let window = VoiceShape.hann
  private var sum = [Float](repeating: 0, count: VoiceShape.window)
  /// What a hop is divided by when all of its four frames are there.
  private let whole: [Float]
  private var frames = 0

  init() {
    whole = Self.weights(present: [true, true, true, true], window)
  }

  /// Adds the next frame.
  /// - Parameter output: gets the hop that is final now, if there is one, at its end.
  mutating func add(_ frame: UnsafePointer<Float>, to output: inout [Float]) {
    sum.withUnsafeMutableBufferPointer { sum in
      guard let sum = sum.baseAddress else { return }
      for index in stride(from: 0, to: VoiceShape.window, by: 8) {
        sum.store(sum.octet(index) + frame.octet(index), index)
      }
    }
    frames += 1
    // The first two frames finish hops from before the sound's beginning.
    if frames > 2 {
      append(frames == 3 ? [false, true, true, true] : [true, true, true, true], to: &output)
    }
    shift()
  }

  /// Hands on the hops of the last two frames.
  mutating func finish(to output: inout [Float]) {
    for missing in 1...2 {
      // Hop j is made of the frames j-1, j, j+1 and j+2.
      let hop = frames - 3 + missing
      if hop >= 0 {
        append((0..<4).map { (0..<frames).contains(hop - 1 + $0) }, to: &output)
      }
      shift()
    }
  }

  private mutating func append(_ present: [Bool], to output: inout [Float]) {
    let weights = present.allSatisfy(\.self) ? whole : Self.weights(present: present, window)
    let start = output.count
    output.append(contentsOf: sum.prefix(VoiceShape.hop))
    for index in 0..<VoiceShape.hop { output[start + index] *= weights[index] }
  }

  private mutating func shift() {
    let kept = VoiceShape.window - VoiceShape.hop
    sum.withUnsafeMutableBufferPointer { sum in
      for index in 0..<kept { sum[index] = sum[index + VoiceShape.hop] }
      for index in kept..<VoiceShape.window { sum[index] = 0 }
    }
  }

  /// One over the sum of the squared windows of the frames j-1, j, j+1, j+2 that are there.
  private static func weights(present: [Bool], _ window: [Float]) -> [Float] {
    (0..<VoiceShape.hop).map { index in
      var total: Float = 0
      for (frame, isThere) in present.enumerated() where isThere {
        let value = window[index + (reach - 1 - frame) * VoiceShape.hop]
        total += value * value
      }
      return 1 / max(total, least)
    }
  }
}
