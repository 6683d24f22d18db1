/// The numbers that the Hibari network and its signal path share.
enum VoiceShape {
  /// Samples a second.
  static let rate = 24_000
  /// Samples from one frame to the next: 12.5 ms.
  static let hop = 300
  /// Samples under one window.
  static let window = 1_200
  /// Frequencies of a frame's spectrum.
  static let bins = window / 2 + 1
  /// Numbers the decoder takes for a frame.
  static let features = 130
  /// Numbers the decoder makes for a frame: five spectra.
  static let frame = 5 * bins
  /// Frames to one unit of the network's durations: 25 ms.
  static let framesPerUnit = 2
  /// Samples to one unit of the network's durations.
  static let samplesPerUnit = framesPerUnit * hop

  /// The periodic Hann window.
  static let hann: [Float] = (0..<window).map { index in
    Float(0.5 - 0.5 * VectorMath.cosine(turns: Double(index) / Double(window)))
  }
}
