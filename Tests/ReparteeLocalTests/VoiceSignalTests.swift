import Foundation
import Testing

@testable import ReparteeLocal

@Suite("Signal path of the voice")
struct VoiceSignalTests {
  @Test("Pulses are the sum of all harmonics up to 11 kHz")
  func pulses() {
    var source = PulseSource(pitch: [Float](repeating: 200, count: 6), scale: 1)
    source.extend(to: source.count)
    #expect(source.samples.count == 6 * VoiceShape.hop)
    for index in [0, 1, 59, 60, 119, 700, 1_799] {
      let turns = Double(index + 1) * 200 / 24_000
      let sum = (1...55).reduce(0.0) { $0 + Foundation.cos(2 * .pi * Double($1) * turns) }
      #expect(abs(Double(source.samples[index]) - sum) < 0.05)
    }
  }

  @Test("A scaled pitch makes that many more pulses")
  func scaledPitch() {
    func peaks(_ scale: Float) -> Int {
      var source = PulseSource(pitch: [Float](repeating: 100, count: 80), scale: scale)
      source.extend(to: source.count)
      return source.samples.count { $0 > 20 / scale }
    }
    #expect(abs(Double(peaks(2)) / Double(peaks(1)) - 2) < 0.2)
  }

  @Test(
    "Without a pitch there are no pulses", arguments: [0, 40, -300, Float.nan, -Float.infinity])
  func voiceless(pitch: Float) {
    var source = PulseSource(pitch: [Float](repeating: pitch, count: 4), scale: 1)
    source.extend(to: 10_000)
    #expect(source.samples.count == 1_200)
    #expect(source.samples.allSatisfy { $0 == 0 })
  }

  @Test("Pulses do not depend on how they are asked for")
  func piecewise() {
    let pitch = (0..<20).map { Float($0 % 7 == 0 ? 0 : 150 + $0) }
    var whole = PulseSource(pitch: pitch, scale: 1.2)
    whole.extend(to: whole.count)
    var parts = PulseSource(pitch: pitch, scale: 1.2)
    for wanted in [1, 2, 900, 901, 4_000, 9_999] { parts.extend(to: wanted) }
    #expect(whole.samples == parts.samples)
  }

  @Test("Windowed frames add up to the signal they were cut from", arguments: [3, 4, 5, 12])
  func overlap(frames: Int) {
    let signal = (0..<frames * VoiceShape.hop).map { Float(sin(Double($0) * 0.05)) }
    let window = VoiceShape.hann
    var adder = OverlapAdder()
    var output: [Float] = []
    for frame in 0..<frames {
      let start = frame * VoiceShape.hop - VoiceShape.window / 2
      let cut = (0..<VoiceShape.window).map { index -> Float in
        let at = start + index
        return signal.indices.contains(at) ? signal[at] * window[index] * window[index] : 0
      }
      cut.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { adder.add(base, to: &output) }
      }
    }
    adder.finish(to: &output)
    #expect(output.count == signal.count)
    let worst = zip(output, signal).map { abs($0 - $1) }.max() ?? 1
    #expect(worst < 1e-5)
  }

  @Test("Loudness never reaches full scale and leaves quiet sound as it is")
  func loudness() {
    var samples: [Float] = [0.1, -0.3, 5, -100, Float.nan, Float.infinity, -Float.infinity, 0.7]
    Loudness(gain: 2).apply(to: &samples)
    #expect(samples[0] == 0.2 && samples[1] == -0.6)
    #expect(samples.allSatisfy { abs($0) <= 1 })
    #expect(samples[2] > 0.9 && samples[3] < -0.9 && samples[7] > 0.8)
    #expect(samples[4] == 0)
  }

  @Test(
    "Silence is taken off both ends, in whatever pieces it comes",
    arguments: [60, 77, 1_000, 9_000])
  func edges(piece: Int) {
    let tone = (0..<2_400).map { Float(sin(Double($0) * 0.1)) * 0.2 }
    let whole = [Float](repeating: 0, count: 1_200) + tone + [Float](repeating: 0, count: 3_600)
    var edges = SpeechEdges(start: 600, onsetBy: 2_400, tailFrom: 2_000, pause: 480)
    var output: [Float] = []
    var start = 0
    while start < whole.count {
      output += edges.pass(Array(whole[start..<min(start + piece, whole.count)]))
      start += piece
    }
    output += edges.finish()
    #expect(edges.origin == 600 + 1_200 - 300)
    // The end is found on a grid of 60 samples.
    #expect((0..<60).contains(output.count - 300 - 2_400 - 480))
    #expect(Array(output[300..<2_700]) == tone)
  }

  @Test("A sentence without any sound is only its pause")
  func silentSentence() {
    var edges = SpeechEdges(start: 0, onsetBy: 900, tailFrom: 1_200, pause: 100)
    var output = edges.pass([Float](repeating: 0, count: 3_000))
    output += edges.finish()
    #expect(output.count <= 1_200 && output.allSatisfy { $0 == 0 })
  }
}
