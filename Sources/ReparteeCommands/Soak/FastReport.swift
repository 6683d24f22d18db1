internal import ReparteeCore

/// What the scripted calls came to.
struct FastReport: Encodable {
  /// What this process held after so many calls, while none ran.
  struct Sample: Codable {
    var calls: Int
    var heapKilobytes: Double?
    var facts: ProcessFacts
  }

  struct Journals: Encodable {
    var read = 0
    var megabytes = 0.0
    var decisions = 0
    /// The first few.
    var problems: [String] = []
    var bad = 0
  }

  var planned: Int
  var calls = 0
  /// By the wall.
  var seconds = 0.0
  /// In the calls' own time.
  var callHours = 0.0
  var turns = 0
  /// How many calls of each manner ended for each reason.
  var reasons: [String: [String: Int]] = [:]
  var withoutReason = 0
  var journals = Journals()
  var samples: [Sample] = []
  /// Kilobytes for each thousand calls, over the second half.
  private(set) var heap: GrowthLine?
  private(set) var resident: GrowthLine?
  var left: LiveObjects.Left?
  var isCutShort = false
  /// Where the bad journals are.
  var folder: String?

  init(planned: Int) { self.planned = planned }

  private static let mostProblems = 5

  mutating func add(_ outcome: FastSoak.Outcome) {
    calls += 1
    callHours += outcome.length.seconds / 3_600
    turns += outcome.journal.turns
    let reason = outcome.journal.end
    reasons[outcome.manner.rawValue, default: [:]][reason ?? "none", default: 0] += 1
    if reason == nil { withoutReason += 1 }
    journals.read += 1
    journals.megabytes += Double(outcome.journal.bytes) / 1e6
    journals.decisions += outcome.journal.decisions
    guard let problem = outcome.journal.problem else { return }
    journals.bad += 1
    if journals.problems.count < Self.mostProblems {
      journals.problems.append("\(outcome.number).journal \(problem)")
    }
  }

  /// Looks at this process.
  mutating func look(left: LiveObjects.Left) {
    self.left = left
    guard let facts = ProcessFacts.read() else { return }
    add(Sample(calls: calls, heapKilobytes: HeapSize.kilobytes, facts: facts))
  }

  mutating func add(_ sample: Sample) {
    samples.append(sample)
    heap = growth { $0.heapKilobytes }
    resident = growth { $0.facts.residentKilobytes }
  }

  private func growth(_ value: (Sample) -> Double?) -> GrowthLine? {
    let half = samples.filter { 2 * $0.calls >= calls }
    return GrowthLine(
      half.compactMap { sample in value(sample).map { (Double(sample.calls) / 1_000, $0) } })
  }

  /// A call that left a single object of 32 bytes behind would be seen.
  static let heapLimit = 32.0
  /// Resident memory also moves with what the allocator keeps.
  static let residentLimit = 256.0
  /// A line through fewer samples says nothing.
  static let fewestSamples = 20

  /// What leaked or cannot be read, a line each.
  var failures: [String] {
    var found: [String] = []
    if journals.bad > 0 {
      found.append("\(journals.bad) journals: \(journals.problems.joined(separator: "; "))")
    }
    if withoutReason > 0 { found.append("\(withoutReason) calls have no end") }
    if let left, left.sum != 0 { found.append("left behind: \(left)") }
    for (name, line, limit) in [
      ("the heap", heap, Self.heapLimit), ("resident memory", resident, Self.residentLimit),
    ] {
      guard let line, line.samples >= Self.fewestSamples, line.exceeds(limit) else { continue }
      found.append("\(name) grows by \(Quantiles.short(line.slope)) kB in a thousand calls")
    }
    if let first = samples.first?.facts, let last = samples.last?.facts {
      if last.descriptors > first.descriptors {
        found.append("descriptors: \(first.descriptors) before, \(last.descriptors) after")
      }
      if last.threads > first.threads + 2 {
        found.append("threads: \(first.threads) before, \(last.threads) after")
      }
    }
    return found
  }
}
