/// Sound that is the same in every run.
enum TestSignal {
  /// Loud noise, -0.5…0.5.
  static func noise(_ count: Int, seed: UInt64 = 1) -> [Float] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) - 0.5
    }
  }

  /// A buzz at 125 Hz of 16 kHz, -0.4…0.4: something voiced, if not a voice.
  static func buzz(_ count: Int) -> [Float] {
    (0..<count).map { Float($0 % 128) / 160 - 0.4 }
  }

  static func silence(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
}
