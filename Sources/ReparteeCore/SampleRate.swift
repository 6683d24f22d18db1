/// Samples a second, per channel.
public struct SampleRate: Sendable, Hashable {
  /// Always above zero.
  public let hertz: Int

  /// - Returns: nil unless `hertz` is in 1…768 000.
  public init?(_ hertz: Int) {
    guard (1...768_000).contains(hertz) else { return nil }
    self.hertz = hertz
  }

  private init(known hertz: Int) { self.hertz = hertz }

  /// Telephones.
  public static let hz8000 = SampleRate(known: 8_000)
  /// Recognisers and detectors.
  public static let hz16000 = SampleRate(known: 16_000)
  /// Synthesisers.
  public static let hz24000 = SampleRate(known: 24_000)
  /// Browsers.
  public static let hz48000 = SampleRate(known: 48_000)

  /// Samples in a media block of 20 ms.
  public var blockSize: Int { hertz / 50 }
}
