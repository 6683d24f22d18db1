/// What a reader must know of the figures: every difference in what is included.
enum PeerNotes {
  static let common = [
    "Caller, sink and stand-ins run in the framework's process. Not included: codecs, encryption, sockets, "
      + "networks, jitter, echo, client buffers, real recognisers, language models and voices.",
    "Each framework has its defaults and local models, as without an account. LiveKit's hosted turn detector and "
      + "adaptive interruption need one and are not measured.",
    "LiveKit reads the caller in blocks of 20 ms; a real room delivers frames of 50 ms (up to 30 ms in its favour). "
      + "Its output is its own room class: frames of 50 ms, a queue of 200 ms. Pipecat hands over chunks of 40 ms, "
      + "one ahead; Repartee blocks of 20 ms, none ahead.",
    "The peers are sent each transcript 100 ms after the true end of speech. Repartee asks its recogniser, which "
      + "answers at that instant and not before; where a sound has no words, the peers are sent nothing and "
      + "Repartee is told so at that instant.",
    "The peers' voice gives a whole reply for its first text. Repartee asks clause by clause and gets each "
      + "clause's share at once, with the places of its words.",
    "Load is the one-minute average before a start; a start waits, for a bounded time, until it is below 1.5.",
  ]

  static let floor = [
    "language model and voice 0 ms, transcript 100 ms after the end",
    "Pipecat's transcripts are marked as final, its best case; not marked is its default for a recogniser it "
      + "does not know",
    "n is the turns of all rounds; p50 and p95 are over all of them",
  ]

  static let sounds = [
    "for speech, dropped is right; for every other sound it is the damage",
    "backchannel: the transcript says \"mm-hmm\"; unheard: the same sounds without a transcript; noise: sneezes of at "
      + "most 0.5 s, without a transcript",
    "lost below zero was heard twice: Repartee resumes at the start of a word",
    "three calls at the same time; what was heard is judged by the same code for all",
  ]

  static let density = [
    "a turn every 6 s in each call; CPU includes caller and sink, whose cost in Python is the null row's; "
      + "Repartee's are in Swift and cost less, so the null row is not to be taken off its figures",
    "the peers run on one Python event loop with native threads; Repartee on a session loop per core and two "
      + "threads for its turn detector",
    "lag is how late a timer of 20 ms fires on the loop that runs the sessions; medians over the rounds, max over all",
    "holds: reply p50 below 1 s, no more than 2 % of turns without a reply, blocks read no more than 100 ms late at p99",
    "replies are pooled over the rounds; where turns were missed, p50 flatters",
  ]

  static let memory = [
    "added sessions: from the end of the first one's first turn to the end of the run; what grows once is counted "
      + "to them, which shows where they are few",
    "LiveKit is usually deployed with a process for each session, which costs more than is shown here",
  ]

  /// Whether both implementations of the ground truth found the same.
  static func truth(of runs: [PeerRun]) -> String {
    var found: [String: [[Int]]] = [:]
    for truth in runs.compactMap(\.line?.truth) {
      for (clip, ends) in truth where ends.count == 2 { found[clip, default: []].append(ends) }
    }
    let differences = found.values.flatMap { all in
      (0..<2).map { end in (all.map { $0[end] }.max() ?? 0) - (all.map { $0[end] }.min() ?? 0) }
    }
    let worst = Double(differences.max() ?? 0) / 16
    return
      "True onsets and offsets of \(found.count) clips, found by the peers' harness and by Repartee's, differ by at "
      + "most \(EvaluationTable.Cell.number(worst, 0).shown) ms."
  }
}
