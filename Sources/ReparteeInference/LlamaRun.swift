internal import Repartee

/// A call that has a sequence: what is to be read, what has been written.
struct LlamaRun {
  let ticket: LlamaTicket
  /// When it was admitted, for who gives way when the cache is full.
  let order: Int
  var sequence: Int
  /// All tokens that go into the sequence before the next is picked.
  var tokens: [Int32]
  /// How many of them are in it.
  var filled: Int
  /// How many of them are the agent's beginning; 0 once it is kept.
  var shared: Int
  var cached: Int
  var writer: Writer?

  /// The reply of a call that writes one.
  struct Writer {
    let request: LanguageRequest
    let emit: @Sendable (String) -> Void
    let limit: Int
    let promptTokens: Int
    var sampler: LlamaSampler
    var text: LlamaTextStream
    var written = 0
  }

  var isReading: Bool { tokens.count - filled > 1 }

  /// What the call took.
  func usage(_ ending: LanguageUsage.Ending) -> LanguageUsage {
    let prompt = writer?.promptTokens ?? tokens.count
    return LanguageUsage(
      promptTokens: max(0, prompt - cached), cachedTokens: cached,
      generatedTokens: writer?.written ?? 0, ending: ending)
  }
}
