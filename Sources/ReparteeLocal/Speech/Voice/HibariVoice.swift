internal import Repartee
internal import ReparteeInference

/// What all calls of a synthesiser share: the network, and the tables that turn text into its symbols.
final class HibariVoice: Sendable {
  /// The names that a request may use for the one voice there is.
  static let names: Set<String> = ["", "heart"]
  private static let directory = "models/hibari"

  let network: HibariNetwork
  let pronouncer: EnglishPronouncer
  let lexicon: UserLexicon
  let manner: SentenceVoice.Manner
  let model: ModelDescription
  private var symbols: SymbolTable { pronouncer.assets.symbols }

  /// - Throws: `.missing` when a file is not installed, `.invalid` when one is not what it should be.
  init(
    home: ModelHome, speller: any WordSpeller, lexicon: UserLexicon, manner: SentenceVoice.Manner
  ) throws(ModelError) {
    let start = ContinuousClock.now
    let bytes = try home.contents(of: Self.directory + "/hibari.onnx")
    network = try HibariNetwork(model: bytes)
    let assets = try PronunciationAssets(directory: home.root + "/" + Self.directory)
    pronouncer = EnglishPronouncer(assets: assets, oov: speller)
    self.lexicon = lexicon
    self.manner = manner
    model = ModelDescription(
      name: "hibari heart", bytes: bytes.count, loadTime: ContinuousClock.now - start)
  }

  /// Plans a sentence and gets ready to voice it.
  /// - Returns: nil when it has no symbol that the network knows.
  func begin(
    _ sentence: Sentence, manner: SentenceVoice.Manner, token: CancellationToken
  ) throws(ModelError) -> SentenceVoice? {
    let (ids, ranges) = symbols.encode(sentence)
    guard ids.count > 2 else { return nil }
    let plan = try network.plan(ids: ids, speed: manner.speed, token: token)
    let words = WordAligner.align(sentence.words, ranges, durations: plan.durations)
    return try SentenceVoice(plan, words: words, manner: manner)
  }
}
