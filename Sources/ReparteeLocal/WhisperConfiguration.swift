import Foundation
import Repartee

/// What set-up wrote about a Whisper model beside its graphs: sizes and the tokens that steer it.
struct WhisperConfiguration: Decodable, Sendable, Equatable {
  struct Sizes: Decodable, Sendable, Equatable {
    var width: Int
    var heads: Int
    var headWidth: Int
    var mels: Int
    var encoderLayers: Int
    var decoderLayers: Int
    /// Encoder positions of the longest input: 50 a second.
    var audioPositions: Int
    /// The most tokens of a decoding, prompt included.
    var textPositions: Int
    var vocabulary: Int
  }

  struct Special: Decodable, Sendable, Equatable {
    var end: Int
    var start: Int
    var transcribe: Int
    var noSpeech: Int
    var noTimestamps: Int
  }

  var format: Int
  var name: String
  var sizes: Sizes
  var special: Special
  var multilingual: Bool
  /// Token of each language, by its code.
  var languages: [String: Int]
  /// Tokens that are never written: signs that are not spoken, and control tokens.
  var suppressed: [Int]
  /// Tokens that may not come first: a lone space, and the end.
  var suppressedFirst: [Int]

  /// - Parameter name: what to call the file in errors.
  /// - Throws: `.invalid` when `file` is not such a description or contradicts itself.
  init(file: [UInt8], name: String) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(WhisperConfiguration.self, from: Data(file))
    } catch {
      throw Self.unusable(name, "it is not the JSON that set-up writes", cause: error)
    }
    if let problem { throw Self.unusable(name, problem) }
  }

  /// The tokens before the first word, for a language.
  /// - Throws: `.unsupported` when the model does not know the language.
  func prompt(language: String) throws(ModelError) -> [Int] {
    guard multilingual else {
      guard language == "en" else {
        throw ModelError(
          .unsupported, "\(self.name) hears English only: choose whisper-base for \(language)")
      }
      return [special.start, special.noTimestamps]
    }
    guard let token = languages[language] else {
      throw ModelError(.unsupported, "\(self.name) does not know the language \(language)")
    }
    return [special.start, token, special.transcribe, special.noTimestamps]
  }

  /// What contradicts itself, nil when all is well.
  private var problem: String? {
    guard format == 2 else { return "it has format \(format), this needs 2" }
    let counts = [
      sizes.width, sizes.heads, sizes.headWidth, sizes.encoderLayers, sizes.decoderLayers,
      sizes.audioPositions, sizes.textPositions, sizes.vocabulary,
    ]
    guard counts.allSatisfy({ 1...1_000_000 ~= $0 }), sizes.mels == 80,
      sizes.decoderLayers <= 64, sizes.heads <= 64, sizes.headWidth <= 256
    else { return "its sizes are not those of a Whisper model with 80 mel bands" }
    let specials = [
      special.end, special.start, special.transcribe, special.noSpeech, special.noTimestamps,
    ]
    let tokens = specials + languages.values + suppressed + suppressedFirst
    guard tokens.allSatisfy({ 0..<sizes.vocabulary ~= $0 }) else {
      return "it names tokens beyond its vocabulary"
    }
    return nil
  }

  private static func unusable(
    _ name: String, _ problem: String, cause: (any Error)? = nil
  ) -> ModelError {
    ModelError(.invalid, "\(name) is not usable, \(problem): run ./repartee setup", cause: cause)
  }
}
