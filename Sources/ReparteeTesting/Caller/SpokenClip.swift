public import Repartee
import ReparteeAudio
import ReparteeCore
import Synchronization

/// Speech with its words, ready for a caller to say.
public struct SpokenClip: Sendable {
  public var text: String
  /// 16 kHz mono.
  public var samples: [Float]
  /// When each word sounds.
  public var words: [CallerSound.Word]

  /// - Parameters:
  ///   - samples: 16 kHz mono.
  ///   - words: when each word sounds; nil takes them to fill the sound evenly, each by its length.
  public init(_ text: String, samples: [Float], words: [CallerSound.Word]? = nil) {
    self.text = text
    self.samples = samples
    self.words = words ?? Self.spread(text, over: samples.count)
  }

  /// The speech in a WAV file, brought to 16 kHz mono.
  /// - Throws: `AudioError` when the bytes are no WAV file that can be read.
  public init(_ text: String, wav bytes: [UInt8]) throws {
    let file = try WAVFile.parse(bytes)
    let converter = RateConverter(from: file.rate, to: .hz16000)
    self.init(text, samples: converter.convert(file.mono()))
  }

  /// Has a synthesiser say it.
  public init(_ text: String, by voice: any SpeechSynthesizer) async throws(ModelError) {
    let made = Mutex<([Float], [SpokenWord])>(([], []))
    try await voice.synthesize(SpeechRequest(text: text)) { block in
      made.withLock {
        $0.0 += block.samples
        $0.1 += block.words
      }
    }
    let (samples, spoken) = made.withLock { $0 }
    let bytes = Array(text.utf8)
    let rate = voice.rate.hertz
    let words = spoken.compactMap { word -> CallerSound.Word? in
      guard bytes.indices.contains(word.text.lowerBound), word.text.upperBound <= bytes.count
      else { return nil }
      return CallerSound.Word(
        String(decoding: bytes[word.text], as: UTF8.self),
        samples: word.samples.lowerBound * 16_000 / rate..<word.samples.upperBound * 16_000 / rate)
    }
    self.init(
      text, samples: RateConverter(from: voice.rate, to: .hz16000).convert(samples),
      words: words.isEmpty ? nil : words)
  }

  /// A made-up voice that says it, a word in 150 to 600 ms.
  /// - Parameters:
  ///   - pitch: vibrations a second.
  ///   - level: root mean square, in decibels of full scale.
  ///   - pace: 2 is twice as fast.
  public init(toy text: String, pitch: Double = 170, level: Float = -20, pace: Double = 1) {
    self.text = text
    samples = []
    words = []
    for (index, word) in text.split(separator: " ").enumerated() {
      let letters = word.count { $0.isLetter || $0.isNumber }
      guard letters > 0 else { continue }
      let count = Int(Double(16 * min(max(120 + 45 * letters, 150), 600)) / max(pace, 0.1))
      let shape = word.utf8.reduce(0) { $0 &+ Int($1) }
      let voice = ToyVoice(pitch: pitch, level: level, seed: UInt64(1 + index * 977 + shape))
      words.append(.init(String(word), samples: samples.count..<samples.count + count))
      samples += voice.sound(count, vowel: shape)
    }
  }

  /// The same, so much louder or, below zero, quieter.
  public func gain(_ decibels: Float) -> SpokenClip {
    let factor = Levels.amplitude(decibels)
    return SpokenClip(text, samples: samples.map { $0 * factor }, words: words)
  }

  private static func spread(_ text: String, over count: Int) -> [CallerSound.Word] {
    let words = text.split(separator: " ")
    let letters = max(words.reduce(0) { $0 + $1.count }, 1)
    var before = 0
    return words.map { word in
      defer { before += word.count }
      let range = count * before / letters..<count * (before + word.count) / letters
      return CallerSound.Word(String(word), samples: range)
    }
  }
}
