internal import Repartee

/// The tables of the text front end, read once and shared.
struct PronunciationAssets: Sendable {
  let symbols: SymbolTable

  /// - Parameter directory: holds the installed `models/hibari` files.
  /// - Throws: `.missing` for a file that is not there, `.invalid` for one that is not what it should be.
  init(directory: String) throws(ModelError) {
    symbols = SymbolTable(ids: [:])
  }
}
