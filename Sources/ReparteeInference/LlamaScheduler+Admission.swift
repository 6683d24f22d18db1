internal import Repartee
internal import ReparteeCore

/// Who may begin, and where.
extension LlamaScheduler {
  /// Begins waiting calls, in their order, while there are sequences for them.
  func admit() {
    guard hasRoom || running.isEmpty else { return }
    while let run = displaced.first {
      guard place(run, for: run.session) else { return }
      displaced.removeFirst()
    }
    while let ticket = waiting.first {
      do throws(ModelError) {
        let run = try makeRun(ticket)
        if run.writer == nil, sequences.holdsPrefix(run.tokens) {
          waiting.removeFirst()
          var known = run
          known.cached = run.tokens.count
          mailbox.answer(ticket, .success(known.usage(.finished)))
          continue
        }
        guard place(run, for: run.session) else { return }
        waiting.removeFirst()
      } catch {
        waiting.removeFirst()
        mailbox.answer(ticket, .failure(error))
      }
    }
  }

  private func makeRun(_ ticket: LlamaTicket) throws(ModelError) -> LlamaRun {
    admitted += 1
    switch ticket.work {
    case .prepare(let instructions):
      let tokens = try prompts.prefix(
        instructions: instructions, limit: configuration.conversationTokens)
      return LlamaRun(
        ticket: ticket, order: admitted, sequence: 0, tokens: tokens, filled: 0,
        shared: tokens.count, cached: 0)
    case .generate(let request, let emit):
      let most = max(0, min(request.maximumTokens, configuration.conversationTokens / 2))
      let prompt = try prompts.prompt(
        instructions: request.instructions, messages: request.messages,
        limit: configuration.conversationTokens - most)
      let writer = LlamaRun.Writer(
        request: request, emit: emit, limit: most, promptTokens: prompt.tokens.count,
        sampler: LlamaSampler(request.sampling), text: LlamaTextStream(stops: request.stops))
      return LlamaRun(
        ticket: ticket, order: admitted, sequence: 0, tokens: prompt.tokens, filled: 0,
        shared: prompt.shared, cached: 0, writer: writer)
    }
  }

  /// Gives a call a sequence, with as much of its prompt in it as any sequence has.
  private func place(_ run: LlamaRun, for session: SessionID) -> Bool {
    guard let claim = sequences.claim(for: session, prompt: run.tokens) else { return false }
    if let source = claim.source {
      context.copy(claim.reused, from: source, to: claim.sequence)
    } else {
      context.remove(from: claim.reused, in: claim.sequence)
    }
    var run = run
    run.sequence = claim.sequence
    run.filled = claim.reused
    if run.writer?.written ?? 0 == 0 { run.cached = claim.reused }
    running.append(run)
    return true
  }
}

extension LlamaRun {
  /// Whose cache it is. A prefix is nobody's; its number is out of the way of real sessions.
  fileprivate var session: SessionID { writer?.request.session ?? SessionID(.max) }
}
