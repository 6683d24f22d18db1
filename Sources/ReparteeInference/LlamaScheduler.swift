internal import Repartee

/// Continuous batching: every step reads one token of each reply being written and a few of the prompts being read.
///
/// Lives on the engine's thread. Calls join and leave between steps, so a cancelled call is gone within one.
final class LlamaScheduler {
  let model: LlamaModel
  let context: LlamaContext
  let mailbox: LlamaMailbox
  let configuration: LlamaEngine.Configuration
  let prompts: LlamaPromptWriter
  var sequences: LlamaSequences
  var waiting: [LlamaTicket] = []
  /// Calls that were pushed out of a full cache and go on when there is room.
  var displaced: [LlamaRun] = []
  /// False from when the cache was full until a call ends: what begins before that would only be pushed out again.
  var hasRoom = true
  var running: [LlamaRun] = []
  var admitted = 0
  /// Who is first served when prompts share a step.
  var turn = 0

  init(
    model: LlamaModel, mailbox: LlamaMailbox, configuration: LlamaEngine.Configuration
  ) throws(ModelError) {
    self.model = model
    self.mailbox = mailbox
    self.configuration = configuration
    context = try LlamaContext(model: model, configuration: configuration)
    prompts = LlamaPromptWriter(
      vocabulary: model.vocabulary, template: LlamaChatTemplate(source: model.template))
    sequences = LlamaSequences(count: configuration.sequences)
    context.isUnwanted = { [unowned self] in running.allSatisfy(\.ticket.isCancelled) }
  }

  /// Works until the mailbox is closed; then every open call is told so.
  func run() {
    while true {
      let (tickets, isClosed) = mailbox.collect()
      waiting += tickets
      if isClosed { return close() }
      dropCancelled()
      admit()
      if running.isEmpty {
        if waiting.isEmpty { mailbox.sleep() }
      } else {
        step()
      }
    }
  }

  private func close() {
    let error = ModelError(.failed, "the language model was closed during the call: load it again")
    for ticket in waiting + (displaced + running).map(\.ticket) {
      mailbox.answer(ticket, .failure(error))
    }
  }

  private func dropCancelled() {
    let error = ModelError(.cancelled, "the call of the language model was cancelled")
    for ticket in (waiting + displaced.map(\.ticket)) where ticket.isCancelled {
      mailbox.answer(ticket, .failure(error))
    }
    waiting.removeAll(where: \.isCancelled)
    displaced.removeAll { $0.ticket.isCancelled }
    for index in running.indices.reversed() where running[index].ticket.isCancelled {
      end(index, .failure(error))
    }
  }

  /// Ends a running call. What its sequence holds stays for the session's next turn.
  func end(_ index: Int, _ answer: LlamaTicket.Answer) {
    let run = running.remove(at: index)
    sequences.end(run.sequence)
    hasRoom = true
    mailbox.answer(run.ticket, answer)
  }
}
