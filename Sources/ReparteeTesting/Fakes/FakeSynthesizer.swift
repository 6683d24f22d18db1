public import Repartee
public import ReparteeCore

/// Speaks each word as a tone of a quarter of a second, so that times can be worked out by hand.
public struct FakeSynthesizer: SpeechSynthesizer {
  public let model = ModelDescription(name: "tones")
  public let rate = SampleRate.hz24000
  /// Samples of one word.
  public static let wordLength = 6_000

  public init() {}

  public func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    let bytes = Array(request.text.utf8)
    var start = 0
    var time = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
      if end > start {
        let word = SpokenWord(text: start..<end, samples: time..<(time + Self.wordLength))
        emit(SpeechBlock(samples: .init(repeating: 0.25, count: Self.wordLength), words: [word]))
        time += Self.wordLength
      }
      start = end + 1
    }
  }
}
