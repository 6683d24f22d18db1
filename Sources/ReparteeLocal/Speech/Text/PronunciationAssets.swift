internal import Foundation
internal import Repartee

/// The tables of the text front end, read once and shared.
struct PronunciationAssets: Sendable {
  let symbols: SymbolTable
  let gold: PhonemeDictionary
  let silver: PhonemeDictionary
  let tagger: TaggerModel
  let tokenizer: Tokenizer

  /// - Parameter directory: holds the installed `models/hibari` files.
  /// - Throws: `.missing` for a file that is not there, `.invalid` for one that is not what it should be.
  init(directory: String) throws(ModelError) {
    func bytes(_ name: String) throws(ModelError) -> [UInt8] {
      let path = directory + "/" + name
      do {
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      } catch {
        throw ModelError(
          .missing, "\(path) is not there or cannot be read: run ./repartee setup", cause: error)
      }
    }
    symbols = try SymbolTable(json: try bytes("vocab.json"), name: "vocab.json")
    gold = try PhonemeDictionary(json: try bytes("us_gold.json"), name: "us_gold.json")
    silver = try PhonemeDictionary(json: try bytes("us_silver.json"), name: "us_silver.json")
    tagger = try TaggerModel(json: try bytes("tagger.json"), name: "tagger.json")
    let exceptions = "tokenizer_exceptions.json"
    tokenizer = try Tokenizer(json: try bytes(exceptions), name: exceptions)
  }
}
