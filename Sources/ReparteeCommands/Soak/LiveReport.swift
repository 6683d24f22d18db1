/// What hours of calls on a server came to.
struct LiveReport: Encodable {
  struct Sample: Codable {
    /// Since the load began.
    var seconds: Double
    /// Calls that had ended.
    var calls: Int
    /// Calls under way; -1 when the server did not tell.
    var active: Int
    var facts: ProcessFacts
  }

  struct Journals: Encodable {
    var read = 0
    var megabytes = 0.0
    var decisions = 0
    /// Of those that cannot be read, the first few with their reasons.
    var problems: [String] = []
    var badNames: [String] = []
  }

  var seconds = 0.0
  var calls = 0
  /// Calls that a client did not get.
  var refused = 0
  var refusal: String?
  var answers = 0
  var missed = 0
  /// Why calls ended, as the server says.
  var reasons: [String: Int] = [:]
  var withoutReason = 0
  /// Calls that never ended on the server.
  var stuck: Set<String> = []
  var journals = Journals()
  /// Calls that the server counted as ended and never named.
  var unseen = 0
  var activeAtEnd: Int?
  var before: ProcessFacts?
  var after: ProcessFacts?
  var samples: [Sample] = []
  /// Resident memory, in megabytes an hour.
  private(set) var resident: GrowthLine?
  /// What each call leaves behind by that, in kilobytes.
  private(set) var perCall: Double?
  var isCutShort = false
  var folder: String?

  private static let mostProblems = 5

  mutating func add(_ ended: LiveCalls.Ended) {
    if let problem = ended.problem {
      refused += 1
      refusal = refusal ?? problem
      return
    }
    calls += 1
    answers += ended.answers
    missed += ended.missed
  }

  mutating func add(reason: String?) {
    reasons[reason ?? "none", default: 0] += 1
    if reason == nil { withoutReason += 1 }
  }

  mutating func add(_ journal: JournalCheck, of id: String) {
    journals.read += 1
    journals.megabytes += Double(journal.bytes) / 1e6
    journals.decisions += journal.decisions
    guard let problem = journal.problem else { return }
    journals.badNames.append(id)
    if journals.problems.count < Self.mostProblems {
      journals.problems.append("\(id).journal \(problem)")
    }
  }

  /// The first sixth of the time, but no less than two minutes, is only to warm up.
  var settled: [Sample] {
    let end = samples.last?.seconds ?? 0
    return samples.filter { $0.seconds >= max(120, end / 6) && $0.active != 0 }
  }

  mutating func add(_ sample: Sample) {
    samples.append(sample)
    let settled = settled
    resident = GrowthLine(
      settled.map { ($0.seconds / 3_600, $0.facts.residentKilobytes / 1_024) })
    perCall = GrowthLine(settled.map { (Double($0.calls), $0.facts.residentKilobytes) })?.slope
  }

  /// In megabytes an hour. At three calls a second a call that leaves a kilobyte behind makes eleven.
  static let limit = 10.0
  /// A line through fewer samples, so ten minutes, says nothing.
  static let fewestSamples = 60

  /// What leaked or cannot be read, a line each.
  var failures: [String] {
    var found: [String] = []
    if !journals.badNames.isEmpty {
      found.append(
        "\(journals.badNames.count) journals: \(journals.problems.joined(separator: "; "))")
    }
    if withoutReason > 0 { found.append("\(withoutReason) calls ended without a reason") }
    if let first = stuck.first { found.append("\(stuck.count) calls did not end, as \(first)") }
    if refused * 100 > calls {
      found.append("\(refused) calls were refused or lost: \(refusal ?? "")")
    }
    if isCutShort { return found }
    if unseen != 0 { found.append("\(unseen) calls ended and were never named") }
    if let activeAtEnd, activeAtEnd != 0 { found.append("\(activeAtEnd) calls are left") }
    if let resident, resident.samples >= Self.fewestSamples, resident.exceeds(Self.limit) {
      found.append("resident memory grows by \(Quantiles.short(resident.slope)) MB an hour")
    }
    guard let before, let after else { return found + ["the server ended"] }
    if after.descriptors > before.descriptors {
      found.append("descriptors: \(before.descriptors) before, \(after.descriptors) after")
    }
    if after.threads > before.threads + Self.extraThreads {
      found.append("threads: \(before.threads) before, \(after.threads) after")
    }
    return found
  }

  /// The system's pools have a few more threads after much work.
  static let extraThreads = 8
}
