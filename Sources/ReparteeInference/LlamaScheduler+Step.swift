internal import Repartee

/// One step: plan a batch, read it, act on what came out.
extension LlamaScheduler {
  /// What one call has in the batch.
  private struct Share {
    var run: Int
    var count: Int
    /// Where the logits after its last token are; nil while its prompt has more to read.
    var logits: Int?
  }

  func step() {
    let shares = plan()
    switch context.decode() {
    case .done: finish(shares)
    case .full: makeRoom()
    case .unwanted: for share in shares { takeBack(share.run) }
    case .failed: fail(shares.map(\.run))
    }
  }

  /// One token of each reply, then prompts, which share the chunk evenly so that none waits for a longer one.
  private func plan() -> [Share] {
    context.begin()
    turn &+= 1
    var shares: [Share] = []
    let reading = running.indices.filter { running[$0].isReading }
    for index in running.indices where !running[index].isReading {
      shares.append(add(1, of: index))
    }
    // Replies being written wait for no more than half a chunk.
    var left = shares.isEmpty ? configuration.promptChunk : configuration.promptChunk / 2
    for (served, offset) in reading.indices.enumerated() {
      let index = reading[(offset + turn) % reading.count]
      let fair = max(1, left / (reading.count - served))
      let share = add(min(fair, running[index].tokens.count - running[index].filled), of: index)
      left -= share.count
      if share.count > 0 { shares.append(share) }
      if left <= 0 { break }
    }
    return shares
  }

  private func add(_ count: Int, of index: Int) -> Share {
    let run = running[index]
    var share = Share(run: index, count: 0)
    for position in run.filled..<min(run.tokens.count, run.filled + count) {
      let isLast = position + 1 == run.tokens.count && run.writer != nil
      guard
        let row = context.add(
          run.tokens[position], at: position, in: run.sequence, wantsLogits: isLast)
      else { break }
      share.count += 1
      if isLast { share.logits = row }
    }
    return share
  }

  private func finish(_ shares: [Share]) {
    var answers: [(run: Int, answer: LlamaTicket.Answer)] = []
    for share in shares {
      let filled = running[share.run].filled + share.count
      sequences.append(
        running[share.run].tokens[running[share.run].filled..<filled],
        to: running[share.run].sequence)
      running[share.run].filled = filled
      keepPrefix(of: share.run)
      if running[share.run].writer == nil {
        guard filled == running[share.run].tokens.count else { continue }
        answers.append((share.run, .success(running[share.run].usage(.finished))))
      } else if let row = share.logits, let answer = write(share.run, row) {
        answers.append((share.run, answer))
      }
    }
    for (run, answer) in answers.sorted(by: { $0.run > $1.run }) {
      if running[run].writer == nil { sequences.endAsPrefix(running[run].sequence) }
      end(run, answer)
    }
  }

  /// Keeps the agent's beginning for its next conversation, once a call has read it.
  private func keepPrefix(of index: Int) {
    let run = running[index]
    guard run.writer != nil, run.shared > 0, run.filled >= run.shared else { return }
    running[index].shared = 0
    let tokens = run.tokens[..<run.shared]
    guard !sequences.holdsPrefix(tokens),
      let target = sequences.keepPrefix(tokens, from: run.sequence)
    else { return }
    context.copy(run.shared, from: run.sequence, to: target)
  }

  /// Picks a call's next token and hands on its text.
  /// - Returns: the answer when that was the last.
  private func write(_ index: Int, _ row: Int) -> LlamaTicket.Answer? {
    guard var writer = running[index].writer else { return nil }
    // The call may have been cancelled while the step ran; then nothing more is said.
    if running[index].ticket.isCancelled { return nil }
    var ending: LanguageUsage.Ending?
    if writer.limit == 0 {
      ending = .length
    } else {
      guard let logits = context.logits(at: row), let token = writer.sampler.pick(from: logits)
      else {
        return .failure(ModelError(.failed, "the model gave no probabilities: check its file"))
      }
      if model.vocabulary.ends(token) {
        ending = .finished
      } else {
        writer.written += 1
        running[index].tokens.append(token)
        let text = writer.text.append(model.vocabulary.piece(token))
        if !text.isEmpty { writer.emit(text) }
        if writer.text.isStopped {
          ending = .stopString
        } else if writer.written >= writer.limit {
          ending = .length
        }
      }
    }
    if ending != nil {
      let text = writer.text.finish()
      if !text.isEmpty { writer.emit(text) }
    }
    running[index].writer = writer
    return ending.map { .success(running[index].usage($0)) }
  }

  /// The cache is full: the least missed of what is idle goes, and if nothing is, the newest call gives way.
  private func makeRoom() {
    if let idle = sequences.leastUseful() { return forget(idle) }
    guard running.count > 1 else {
      return fail(Array(running.indices))
    }
    guard let last = running.indices.max(by: { running[$0].order < running[$1].order }) else {
      return
    }
    var run = running.remove(at: last)
    forget(run.sequence)
    run.filled = 0
    hasRoom = false
    displaced.append(run)
  }

  /// What a step that was given up may have left of a call in the cache.
  private func takeBack(_ run: Int) {
    context.remove(from: running[run].filled, in: running[run].sequence)
  }

  private func forget(_ sequence: Int) {
    context.remove(from: 0, in: sequence)
    sequences.clear(sequence)
  }

  private func fail(_ runs: [Int]) {
    let error = ModelError(.failed, "the language model could not read the conversation: try again")
    for index in runs.sorted(by: >) {
      let sequence = running[index].sequence
      end(index, .failure(error))
      forget(sequence)
    }
  }
}
