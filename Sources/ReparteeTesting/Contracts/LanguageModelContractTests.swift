public import Repartee
import ReparteeCore

/// What every `LanguageModel` promises, as checks that any test framework can run.
///
///     try await LanguageModelContractTests(for: model).run()
public struct LanguageModelContractTests: Sendable {
  /// One token may be under way when the cancellation comes, and one is promised.
  private static let slack = 2

  private let model: any LanguageModel
  private let request: LanguageRequest
  private let longConversation: Int
  private let contract = Contract(role: "LanguageModel")

  /// - Parameters:
  ///   - model: the adapter.
  ///   - request: something it answers with a few words at least.
  ///   - longConversation: how many messages of 60 words must do; choose more than fit the context.
  public init(
    for model: any LanguageModel,
    request: LanguageRequest = LanguageRequest(
      instructions: "You count aloud.", messages: [Message(.user, "Count from one to ten.")],
      maximumTokens: 32),
    longConversation: Int = 80
  ) {
    self.model = model
    self.request = request
    self.longConversation = longConversation
  }

  /// - Throws: the first promise that is not kept.
  public func run() async throws(ContractViolation) {
    try contract.expect(!model.model.name.isEmpty, "it has a name", found: "none")
    for instructions in [request.instructions, request.instructions, ""] {
      _ = try contract.value(
        await outcome { () throws(ModelError) in
          try await model.prepare(instructions: instructions)
        }, "it may be prepared, again and for anything")
    }
    let log = EmissionLog<String>()
    let text = try await generate(request, "a plain request is answered", into: log)
    try contract.expect(!text.isEmpty, "a plain request is answered", found: "no text")
    try await checkStops(after: text)
    try await checkOddRequests()
    try await checkCancellation()
    try await checkOverlap()
    try contract.expect(
      log.late == 0, "nothing is emitted after return", found: "\(log.late) late pieces")
  }

  private func checkStops(after text: String) async throws(ContractViolation) {
    guard let stop = text.split(separator: " ").last, text.contains(" ") else { return }
    var stopped = request
    stopped.stops = [String(stop)]
    let shorter = try await generate(stopped, "a stop string ends the reply")
    try contract.expect(
      !shorter.contains(stop), "generation ends before a stop string would be emitted",
      found: "'\(stop)' in '\(shorter)'")
  }

  private func checkOddRequests() async throws(ContractViolation) {
    var short = request
    short.maximumTokens = 1
    _ = try await generate(short, "a reply of one token is a reply")
    for text in ["", "\u{0}\u{7}\u{1b}[2J", "👩‍👩‍👧 ¿qué? 你好", String(repeating: "x", count: 2_000)] {
      var odd = short
      odd.messages = [Message(.user, text)]
      try await checkAnsweredOrRefused(odd)
    }
    short.messages = []
    try await checkAnsweredOrRefused(short)
    let words = String(repeating: "word ", count: 60)
    short.messages = (0..<longConversation).map { Message($0 % 2 == 0 ? .user : .assistant, words) }
    short.messages += request.messages
    _ = try await generate(short, "a conversation that does not fit loses its oldest messages")
  }

  private func checkAnsweredOrRefused(
    _ request: LanguageRequest
  ) async throws(ContractViolation) {
    let result = await outcome { () throws(ModelError) in
      try await model.generate(request) { _ in }
    }
    _ = try contract.valueOrRefusal(result, "an odd request is answered or refused as .invalid")
  }

  private func checkCancellation() async throws(ContractViolation) {
    let log = EmissionLog<String>()
    let result = await startedCancelled { [model, request] () throws(ModelError) in
      try await model.generate(request) { log.add($0) }
    }
    try contract.expectCancelled(result)
    try contract.expect(
      log.pieces.count <= 1, "it is cancelled within one token",
      found: "\(log.pieces.count) pieces in a task that was cancelled from the start")
    let midway = EmissionLog<String>()
    let cut = await cancelledMidway(midway) { [model, request] emit throws(ModelError) in
      try await model.generate(request, emit: emit)
    }
    // A reply may have ended in the moment it was cancelled.
    if case .failure = cut { try contract.expectCancelled(cut) }
    try contract.expect(
      midway.afterCancellation <= Self.slack, "it is cancelled within one token",
      found: "\(midway.afterCancellation) pieces after the cancellation")
  }

  private func checkOverlap() async throws(ContractViolation) {
    let results = await overlapping(3) { [model, request] index throws(ModelError) in
      var own = request
      own.session = SessionID(UInt64(index) + 1)
      return try await model.generate(own) { _ in }
    }
    for result in results { _ = try contract.value(result, "calls may overlap") }
  }

  private func generate(
    _ request: LanguageRequest, _ promise: String, into log: EmissionLog<String> = EmissionLog()
  ) async throws(ContractViolation) -> String {
    let usage = try contract.value(
      await outcome { () throws(ModelError) in try await model.generate(request) { log.add($0) } },
      promise)
    log.close()
    try contract.expect(
      usage.generatedTokens <= request.maximumTokens && usage.generatedTokens >= 0,
      "it writes no more tokens than it may", found: "\(usage.generatedTokens)")
    try contract.expect(
      usage.promptTokens >= 0 && usage.cachedTokens >= 0, "usage counts tokens", found: "\(usage)")
    let text = log.pieces.joined()
    try contract.expect(
      !text.unicodeScalars.contains("\u{FFFD}"), "pieces are whole characters", found: "'\(text)'")
    return text
  }
}
