public import Repartee
public import ReparteeCore
import Synchronization

/// Speaks each word as a vowel of a quarter of a second, so that times can be worked out by hand.
public final class FakeSynthesizer: SpeechSynthesizer {
  public let model = ModelDescription(name: "vowels")
  public let rate = SampleRate.hz24000
  /// Samples of one word.
  public static let wordLength = 6_000
  /// How long one word sounds.
  public static let wordTime = MediaTime.milliseconds(250)

  private let manners: FakeManners
  private let asked = Mutex<[String]>([])

  /// - Parameter manners: how long the first word and each further one take, and what goes wrong.
  public init(manners: FakeManners = .prompt) { self.manners = manners }

  /// What it was asked to speak so far.
  public var texts: [String] { asked.withLock { $0 } }

  public func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    let number = asked.withLock { asked in
      asked.append(request.text)
      return asked.count - 1
    }
    let manner = manners(number)
    let words = Self.words(of: request.text)
    for (index, range) in words.enumerated() {
      if Task.isCancelled { throw ModelError(.cancelled, "The clause is not wanted any more.") }
      try await manner.wait(before: index)
      let start = index * Self.wordLength
      let word = SpokenWord(text: range, samples: start..<start + Self.wordLength)
      let voice = ToyVoice(
        pitch: 115, rate: rate.hertz, seed: UInt64(number &* 4_099 &+ index &+ 50_000))
      emit(
        SpeechBlock(
          samples: voice.sound(Self.wordLength, vowel: range.count + index), words: [word]))
    }
    if Task.isCancelled { throw ModelError(.cancelled, "The clause is not wanted any more.") }
    if case .hangs? = manner.trouble { try await manner.wait(before: words.count) }
  }

  /// Where each word stands, in UTF-8; signs with nothing to say in them are none.
  private static func words(of text: String) -> [Range<Int>] {
    let bytes = Array(text.utf8)
    var words: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
      let spoken = String(decoding: bytes[start..<end], as: UTF8.self)
      if spoken.contains(where: { $0.isLetter || $0.isNumber }) { words.append(start..<end) }
      start = end + 1
    }
    return words
  }
}
