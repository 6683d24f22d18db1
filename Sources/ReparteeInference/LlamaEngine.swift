internal import Glibc
package import Repartee

/// One language model, one KV cache and one thread for all conversations of the process.
///
/// Calls may come from any thread and overlap; they share each step of the model. Closed when released: open calls then
/// fail.
package final class LlamaEngine: Sendable {
  /// Sizes, in tokens unless said otherwise.
  package struct Configuration: Sendable, Equatable {
    /// The KV cache, shared by all conversations. What conversations have in common is held once.
    package var contextTokens = 8192
    /// The most that one conversation may take of it, with the reply.
    package var conversationTokens = 4096
    /// How many conversations and agents' beginnings are held at once, 1…256.
    package var sequences = 32
    /// The most prompt tokens in one step: replies being written wait for them.
    package var promptChunk = 64
    /// How many calls may be open; further ones are refused.
    package var queue = 64

    package init() {}

    /// With every size in the range that works.
    func clamped(trained: Int) -> Configuration {
      var copy = self
      copy.sequences = max(1, min(256, sequences))
      copy.promptChunk = max(8, min(512, promptChunk))
      copy.queue = max(1, queue)
      copy.contextTokens = max(512, min(1 << 20, contextTokens))
      let most = trained > 0 ? min(trained, copy.contextTokens) : copy.contextTokens
      copy.conversationTokens = max(256, min(conversationTokens, most))
      return copy
    }
  }

  /// An adapter file and how strongly it is applied; 1 is as it was trained.
  package struct Adapter: Sendable, Equatable {
    package var path: String
    package var scale: Float

    package init(path: String, scale: Float = 1) {
      self.path = path
      self.scale = scale
    }
  }

  private let mailbox: LlamaMailbox

  private init(mailbox: LlamaMailbox) { self.mailbox = mailbox }

  deinit { mailbox.close() }

  /// Loads a model on the engine's own thread.
  /// - Throws: `.missing` or `.invalid` for the files, `.failed` when there is no memory or thread.
  package static func load(
    path: String, adapters: [Adapter] = [], configuration: Configuration = Configuration()
  ) async throws(ModelError) -> LlamaEngine {
    let loaded: Result<LlamaEngine, ModelError> = await withCheckedContinuation { continuation in
      let started = LlamaThread.start {
        do throws(ModelError) {
          let model = try LlamaModel.load(
            path: path, adapters: adapters.map { .init(path: $0.path, scale: $0.scale) })
          let configuration = configuration.clamped(trained: model.trainedContext)
          let mailbox = LlamaMailbox(limit: configuration.queue)
          let scheduler = try LlamaScheduler(
            model: model, mailbox: mailbox, configuration: configuration)
          continuation.resume(returning: .success(LlamaEngine(mailbox: mailbox)))
          scheduler.run()
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      if !started {
        continuation.resume(
          returning: .failure(
            ModelError(
              .failed, "no thread could be started for the language model: end other programs")))
      }
    }
    return try loaded.get()
  }

  /// Reads an agent's instructions into the cache, so that its conversations begin sooner.
  /// - Throws: `.unsupported` when they do not fit, `.cancelled`, `.overloaded`.
  package func prepare(instructions: String) async throws(ModelError) -> LanguageUsage {
    try await call(.prepare(instructions: instructions))
  }

  /// Writes a reply.
  /// - Parameter emit: called on the engine's thread, which waits for it; must be quick.
  /// - Throws: `.cancelled` within one step of the task's cancellation, `.overloaded`, `.unsupported`, `.failed`.
  package func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    try await call(.generate(request, emit: emit))
  }

  private func call(_ work: LlamaTicket.Work) async throws(ModelError) -> LanguageUsage {
    let ticket = LlamaTicket(work)
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        ticket.wait(with: continuation)
        if let refusal = mailbox.submit(ticket) { ticket.answer(.failure(refusal)) }
      }
    } onCancel: {
      ticket.cancel()
      mailbox.wake()
    }
    return try answer.get()
  }
}
