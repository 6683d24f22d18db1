import Foundation

/// 3.2 s at 16 kHz that can be made again anywhere: faint noise, vowels, a tone, loud noise, vowels, silence.
///
/// The expected values were computed from the same recipe by the reference, in ONNX Runtime.
enum SileroSignal {
  static let samples: [Float] = {
    var source = Source()
    return (0..<51_200).map { Float(source.sample(at: $0)) }
  }()

  static let expected: [Float] = [
    0.03318411, 0.01748285, 0.01349241, 0.01216498, 0.009691983, 0.008603901, 0.007026583,
    0.005735368, 0.005051553, 0.005131274, 0.004294157, 0.004129916, 0.1841383, 0.5681621,
    0.5760006, 0.3184435, 0.2300999, 0.2578849, 0.1667828, 0.07222444, 0.0316512, 0.01668641,
    0.008055925, 0.006099433, 0.005456686, 0.4231109, 0.6484718, 0.922173, 0.9720163, 0.9836301,
    0.9905227, 0.8830189, 0.6282123, 0.2754586, 0.1155492, 0.05329973, 0.02545235, 0.1343199,
    0.8825775, 0.8954741, 0.9401799, 0.9132863, 0.9341848, 0.9507384, 0.9136101, 0.7175547,
    0.3483911, 0.1192279, 0.04254183, 0.02540183, 0.7791935, 0.6262154, 0.5121515, 0.4589913,
    0.5979866, 0.4257437, 0.4946205, 0.3025058, 0.2297058, 0.1287856, 0.09564671, 0.07141456,
    0.05750749, 0.04301766, 0.03172559, 0.02144071, 0.02384141, 0.0211527, 0.2628374, 0.1873052,
    0.2155209, 0.2263444, 0.2841322, 0.1964996, 0.2324388, 0.3074649, 0.2701183, 0.3047157,
    0.3302478, 0.290135, 0.2532453, 0.1420652, 0.01956266, 0.01344496, 0.004767865, 0.002490669,
    0.001598865, 0.03189051, 0.05553982, 0.1146356, 0.1441583, 0.1631648, 0.1725502, 0.1096745,
    0.03041476, 0.01527759, 0.01220793, 0.01079354, 0.008825839, 0.008029014,
  ]

  private struct Source {
    static let vowels: [[Double]] = [[730, 1090, 2440], [270, 2290, 3010], [570, 840, 2410]]
    var seed: UInt32 = 1
    var phase = 0.0
    /// The last two outputs of each formant's resonator.
    var past = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]

    mutating func sample(at index: Int) -> Double {
      let time = Double(index) / 16_000
      seed = seed &* 1_664_525 &+ 1_013_904_223
      let noise = Double(Int(seed >> 8) - 8_388_608) / 8_388_608
      let voice = voice(time, noise)
      let swell = max(0, sin(2 * .pi * 2.5 * time))
      switch index {
      case ..<6_400: return 0.001 * noise
      case ..<28_800: return 0.05 * voice * swell + 0.002 * noise
      case ..<35_200: return 0.3 * sin(2 * .pi * 440 * time)
      case ..<41_600: return 0.2 * noise
      case ..<48_000: return 0.02 * voice * swell
      default: return 0
      }
    }

    /// Pulses of a gliding pitch through three resonators.
    private mutating func voice(_ time: Double, _ noise: Double) -> Double {
      phase += (110 + 25 * sin(2 * .pi * 0.9 * time)) / 16_000
      var pulse = 0.0
      if phase >= 1 {
        phase -= 1
        pulse = 1
      }
      let vowel = Self.vowels[Int(time * 5) % 3]
      var voice = 0.0
      for k in 0..<3 {
        let radius = exp(-.pi * (60 + 40 * Double(k)) / 16_000)
        let turn = cos(2 * .pi * vowel[k] / 16_000)
        let next =
          2 * radius * turn * past[k][0] - radius * radius * past[k][1] + pulse + 0.02 * noise
        past[k] = [next, past[k][0]]
        voice += next * [1, 0.5, 0.3][k]
      }
      return voice
    }
  }
}
