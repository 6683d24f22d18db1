import Foundation
import Repartee

/// Whisper's tokens and the bytes they stand for.
///
/// A token is a run of bytes, not of characters: one character can be spread over several.
struct WhisperVocabulary: Sendable {
  private let pieces: [[UInt8]]
  private let ids: [[UInt8]: Int32]
  private let longest: Int

  private struct File: Decodable { var tokens: [String] }

  /// - Parameters:
  ///   - file: the bytes of `tokenizer.json` as set-up writes it.
  ///   - count: how many ordinary tokens there must be.
  /// - Throws: `.invalid` when it is something else.
  init(file: [UInt8], name: String, count: Int) throws(ModelError) {
    let tokens: [String]
    do {
      tokens = try JSONDecoder().decode(File.self, from: Data(file)).tokens
    } catch {
      throw ModelError(
        .invalid, "\(name) is not a vocabulary: run ./repartee setup", cause: error)
    }
    guard tokens.count == count else {
      throw ModelError(
        .invalid, "\(name) has \(tokens.count) tokens, not \(count): run ./repartee setup")
    }
    var pieces: [[UInt8]] = []
    pieces.reserveCapacity(count)
    for token in tokens {
      var bytes: [UInt8] = []
      for scalar in token.unicodeScalars {
        guard let byte = Self.byte(of: scalar) else {
          throw ModelError(
            .invalid, "\(name) has a token that is no bytes: run ./repartee setup")
        }
        bytes.append(byte)
      }
      pieces.append(bytes)
    }
    self.pieces = pieces
    ids = Dictionary(
      zip(pieces, Int32(0)...).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    longest = pieces.map(\.count).max() ?? 0
  }

  /// The text of tokens. Those without text are passed over; bytes that are no UTF-8 become U+FFFD.
  func text(_ tokens: some Sequence<Int32>) -> String {
    var bytes: [UInt8] = []
    for token in tokens where pieces.indices.contains(Int(token)) { bytes += pieces[Int(token)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Tokens that spell `text`, the longest possible ones from the left, word by word.
  ///
  /// Close to what the model would write, which is all a draft has to be; it is checked anyway.
  func draft(_ text: String) -> [Int32] {
    var tokens: [Int32] = []
    for word in text.split(separator: " ") {
      var rest = ArraySlice(Array(" \(word)".utf8))
      while !rest.isEmpty {
        var length = min(longest, rest.count)
        while length > 1, ids[Array(rest.prefix(length))] == nil { length -= 1 }
        guard let id = ids[Array(rest.prefix(length))] else { break }
        tokens.append(id)
        rest = rest.dropFirst(length)
      }
    }
    return tokens
  }

  /// Bytes are written as printable characters: those that are printable in Latin-1 as themselves,
  /// the other 68 in order from U+0100.
  private static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    let value = scalar.value
    if isPrintable(value) { return UInt8(truncatingIfNeeded: value) }
    guard value >= 0x100 else { return nil }
    let index = Int(value - 0x100)
    return others.indices.contains(index) ? others[index] : nil
  }

  private static func isPrintable(_ value: UInt32) -> Bool {
    0x21...0x7E ~= value || 0xA1...0xAC ~= value || 0xAE...0xFF ~= value
  }

  private static let others = (UInt8.min...UInt8.max).filter { !isPrintable(UInt32($0)) }
}
