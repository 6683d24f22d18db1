import Foundation
internal import Repartee
internal import ReparteeInference

/// Guesses how unknown words are said with a small network that was taught on spelling alone.
///
/// It gives four phonemes or blanks for every letter; repeats and blanks fall away (CTC). About 0.3 ms a word.
struct HibariSpeller: WordSpeller {
  private static let directory = "models/hibari"
  private static let blank: Int64 = 0
  /// Letters read of one word; what is longer is no word.
  private static let mostLetters = 200

  /// `oov.json`.
  private struct Tables: Decodable {
    var `in`: [String]
    var out: [String]
    var maxlen: Int
  }

  private let session: OnnxSession
  private let letters: [Unicode.Scalar: Int64]
  private let phonemes: [String]
  /// Letters the network takes at once.
  private let width: Int

  /// - Throws: `.missing` when a file is not installed, `.invalid` when one is not what it should be.
  init(home: ModelHome) throws(ModelError) {
    let name = Self.directory + "/oov.json"
    let bytes = try home.contents(of: name)
    let tables: Tables
    do {
      tables = try JSONDecoder().decode(Tables.self, from: Data(bytes))
    } catch {
      throw ModelError(
        .invalid, "\(name) is not the speller's table: run ./repartee setup again", cause: error)
    }
    // Number 0 is the padding among letters, and the blank among phonemes.
    var letters: [Unicode.Scalar: Int64] = [:]
    for (index, letter) in tables.in.enumerated() {
      if let scalar = letter.unicodeScalars.first { letters[scalar] = Int64(index) + 1 }
    }
    self.letters = letters
    phonemes = tables.out
    width = max(tables.maxlen, 1)
    session = try OnnxSession(path: home.file(Self.directory + "/oov.onnx"))
  }

  func spell(_ word: String) throws(ModelError) -> String {
    let ids = word.unicodeScalars.prefix(Self.mostLetters).compactMap { letters[$0] }
    var spelled = ""
    var start = 0
    while start < ids.count {
      let end = min(start + width, ids.count)
      spelled += try spell(Array(ids[start..<end]))
      start = end
    }
    return spelled
  }

  private func spell(_ ids: [Int64]) throws(ModelError) -> String {
    let input = try OnnxTensor(ids, shape: [1, ids.count])
    let output = try session.run(["chars": input], outputs: ["ids"])
    let slots = try output.first?.values(of: Int64.self) ?? []
    var spelled = ""
    var previous = Self.blank
    for slot in slots {
      if slot != previous, slot != Self.blank, let index = Int(exactly: slot - 1),
        phonemes.indices.contains(index)
      {
        spelled += phonemes[index]
      }
      previous = slot
    }
    return spelled
  }
}
