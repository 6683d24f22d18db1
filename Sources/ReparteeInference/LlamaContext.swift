internal import CLlama
internal import Repartee

/// A KV cache and the batch that is read into it next. Lives on the engine's thread.
final class LlamaContext {
  enum Outcome { case done, full, unwanted, failed }

  private let pointer: OpaquePointer
  private let memory: OpaquePointer?
  private let model: LlamaModel
  private var batch: llama_batch
  private let capacity: Int
  /// Asked many times during a step, on its thread: whether nobody waits for it any more.
  var isUnwanted: () -> Bool = { false }

  /// - Throws: `.failed` when there is no memory for the cache.
  init(model: LlamaModel, configuration: LlamaEngine.Configuration) throws(ModelError) {
    capacity = configuration.sequences + configuration.promptChunk
    var parameters = llama_context_default_params()
    parameters.n_ctx = UInt32(clamping: configuration.contextTokens)
    parameters.n_batch = UInt32(clamping: capacity)
    parameters.n_ubatch = UInt32(clamping: capacity)
    parameters.n_seq_max = UInt32(clamping: configuration.sequences)
    parameters.n_outputs_max = UInt32(clamping: configuration.sequences)
    // Two threads that spin for each other on a busy machine are slower than one.
    parameters.n_threads = 1
    parameters.n_threads_batch = 1
    // One buffer for all sequences, so that they share the cells of a common beginning.
    parameters.kv_unified = true
    let (context, complaint) = LlamaLibrary.complaint {
      llama_init_from_model(model.pointer, parameters)
    }
    guard let context else {
      throw ModelError(
        .failed,
        "there is no room for \(configuration.contextTokens) tokens of context (\(complaint)): lower it or free memory"
      )
    }
    pointer = context
    memory = llama_get_memory(context)
    self.model = model
    batch = llama_batch_init(Int32(clamping: capacity), 0, 1)
    llama_set_abort_callback(
      context,
      { data in
        guard let data else { return false }
        return Unmanaged<LlamaContext>.fromOpaque(data).takeUnretainedValue().isUnwanted()
      }, Unmanaged.passUnretained(self).toOpaque())
    guard !model.adapters.isEmpty else { return }
    var adapters = model.adapters.map { Optional($0.pointer) }
    var scales = model.adapters.map(\.scale)
    guard llama_set_adapters_lora(context, &adapters, adapters.count, &scales) == 0 else {
      throw ModelError(.failed, "the adapter could not be applied: run without it")
    }
  }

  deinit {
    llama_batch_free(batch)
    llama_free(pointer)
  }

  var isEmpty: Bool { batch.n_tokens == 0 }

  func begin() { batch.n_tokens = 0 }

  /// Puts a token into the batch.
  /// - Returns: where its logits will be; nil when the batch is full.
  func add(_ token: Int32, at position: Int, in sequence: Int, wantsLogits: Bool) -> Int? {
    let index = Int(batch.n_tokens)
    guard index < capacity, let ids = batch.seq_id[index] else { return nil }
    batch.token[index] = token
    batch.pos[index] = Int32(clamping: position)
    batch.n_seq_id[index] = 1
    ids[0] = Int32(clamping: sequence)
    batch.logits[index] = wantsLogits ? 1 : 0
    batch.n_tokens += 1
    return index
  }

  /// Reads the batch. After `full` the cache is as it was before; after `unwanted` and `failed` it may hold parts of the
  /// batch.
  func decode() -> Outcome {
    switch llama_decode(pointer, batch) {
    case 0: .done
    case 1: .full
    case 2: .unwanted
    default: .failed
    }
  }

  /// What may follow the token at `index` of the batch; valid until the next `decode`.
  func logits(at index: Int) -> UnsafeMutableBufferPointer<Float>? {
    guard let logits = llama_get_logits_ith(pointer, Int32(clamping: index)) else { return nil }
    return UnsafeMutableBufferPointer(start: logits, count: model.vocabulary.count)
  }

  /// Forgets all of a sequence from a position on.
  func remove(from position: Int, in sequence: Int) {
    _ = llama_memory_seq_rm(memory, Int32(clamping: sequence), Int32(clamping: position), -1)
  }

  /// Gives the first `count` tokens of one sequence to another, which holds nothing after it but them.
  func copy(_ count: Int, from source: Int, to target: Int) {
    remove(from: 0, in: target)
    llama_memory_seq_cp(
      memory, Int32(clamping: source), Int32(clamping: target), 0, Int32(clamping: count))
  }
}
