public import Repartee

/// What every `SpeechSynthesizer` promises, as checks that any test framework can run.
///
///     try await SynthesizerContractTests(for: synthesizer).run()
public struct SynthesizerContractTests: Sendable {
  /// Blocks that may be under way when a cancellation comes.
  private static let slack = 2

  private let synthesizer: any SpeechSynthesizer
  private let text: String
  private let contract = Contract(role: "SpeechSynthesizer")

  /// - Parameters:
  ///   - synthesizer: the adapter.
  ///   - text: a sentence in a language it speaks.
  public init(
    for synthesizer: any SpeechSynthesizer, text: String = "Good morning, how can I help you today?"
  ) {
    self.synthesizer = synthesizer
    self.text = text
  }

  /// - Throws: the first promise that is not kept.
  public func run() async throws(ContractViolation) {
    try contract.expect(!synthesizer.model.name.isEmpty, "it has a name", found: "none")
    let log = EmissionLog<SpeechBlock>()
    let samples = try await speak(SpeechRequest(text: text), "a sentence is spoken", into: log)
    try contract.expect(samples > 0, "a sentence is spoken", found: "no samples")
    for nothing in ["", " ", "\n\t \n", "?! …"] {
      let count = try await speak(SpeechRequest(text: nothing), "nothing to say is no error")
      try contract.expect(
        count == 0, "text with nothing to say emits nothing",
        found: "\(count) samples for '\(nothing)'")
    }
    try await checkOddRequests()
    try await checkCancellation()
    try await checkOverlap()
    try contract.expect(
      log.late == 0, "nothing is emitted after return", found: "\(log.late) late blocks")
  }

  private func checkOddRequests() async throws(ContractViolation) {
    var requests = [
      "naïve café: £3.50 — 50 %", "\u{0}\u{7}\u{1b}[2J hello", "👩‍👩‍👧 hi 你好 привет",
      String(repeating: "x", count: 200), "[word](/nonsense/) *bold* `code` <b>",
    ].map { SpeechRequest(text: $0) }
    requests.append(SpeechRequest(text: text, voice: "no such voice"))
    for speed in [Float.nan, .infinity, 0, -1, 0.5, 2] {
      requests.append(SpeechRequest(text: "Hello.", speed: speed))
      requests.append(SpeechRequest(text: "Hello.", pitch: speed))
    }
    for request in requests {
      let log = EmissionLog<SpeechBlock>()
      let result = await outcome { () throws(ModelError) in
        try await synthesizer.synthesize(request) { log.add($0) }
      }
      let refusal = "an odd request is spoken or refused as .invalid or .unsupported"
      if case .failure(let error) = result, error.code == .missing { continue }
      _ = try contract.valueOrRefusal(result, refusal)
      try check(log.pieces, of: request.text)
    }
  }

  private func checkCancellation() async throws(ContractViolation) {
    let request = SpeechRequest(text: [text, text, text].joined(separator: " "))
    let log = EmissionLog<SpeechBlock>()
    let result = await startedCancelled { [synthesizer] () throws(ModelError) in
      try await synthesizer.synthesize(request) { log.add($0) }
    }
    try contract.expectCancelled(result)
    try contract.expect(
      log.pieces.count <= 1, "it is cancelled promptly",
      found: "\(log.pieces.count) blocks in a task that was cancelled from the start")
    let midway = EmissionLog<SpeechBlock>()
    let cut = await cancelledMidway(midway) { [synthesizer] emit throws(ModelError) in
      try await synthesizer.synthesize(request, emit: emit)
    }
    if case .failure = cut { try contract.expectCancelled(cut) }
    try contract.expect(
      midway.afterCancellation <= Self.slack, "it is cancelled promptly",
      found: "\(midway.afterCancellation) blocks after the cancellation")
  }

  private func checkOverlap() async throws(ContractViolation) {
    let logs = (0..<3).map { _ in EmissionLog<SpeechBlock>() }
    let results = await overlapping(3) { [synthesizer, text] index throws(ModelError) in
      try await synthesizer.synthesize(SpeechRequest(text: text)) { logs[index].add($0) }
    }
    for result in results { _ = try contract.value(result, "calls may overlap") }
    for log in logs { try check(log.pieces, of: text) }
  }

  private func speak(
    _ request: SpeechRequest, _ promise: String, into log: EmissionLog<SpeechBlock> = EmissionLog()
  ) async throws(ContractViolation) -> Int {
    _ = try contract.value(
      await outcome { () throws(ModelError) in
        try await synthesizer.synthesize(request) { log.add($0) }
      }, promise)
    log.close()
    try check(log.pieces, of: request.text)
    return log.pieces.reduce(0) { $0 + $1.samples.count }
  }

  private func check(_ blocks: [SpeechBlock], of text: String) throws(ContractViolation) {
    let total = blocks.reduce(0) { $0 + $1.samples.count }
    var position = 0
    var previous = SpokenWord(text: 0..<0, samples: 0..<0)
    for block in blocks {
      try contract.expect(
        block.samples.allSatisfy { $0.isFinite && abs($0) <= 1 }, "samples are from -1 to 1",
        found: "\(block.samples.first { !($0.isFinite && abs($0) <= 1) } ?? 0)")
      for word in block.words {
        try contract.expect(
          word.text.upperBound <= text.utf8.count && word.samples.upperBound <= total,
          "words lie inside the text and the audio",
          found: "\(word) of \(text.utf8.count) bytes and \(total) samples")
        try contract.expect(
          word.text.lowerBound >= previous.text.upperBound
            && word.samples.lowerBound >= previous.samples.lowerBound,
          "words come in order", found: "\(word) after \(previous)")
        try contract.expect(
          word.samples.lowerBound >= position
            && word.samples.lowerBound < position + max(block.samples.count, 1),
          "a block names the words that begin in it",
          found: "\(word) in samples \(position)…\(position + block.samples.count)")
        previous = word
      }
      position += block.samples.count
    }
  }
}
