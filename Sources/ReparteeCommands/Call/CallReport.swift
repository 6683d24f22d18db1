internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// The JSON of `converse --report`. Times are seconds of call time, stages milliseconds.
struct CallReport: Encodable {
  struct Caller: Encodable {
    var start: Double
    var end: Double
    var text: String
  }

  struct AgentSide: Encodable {
    var start: Double
    var end: Double
    var generated: String
    var heard: String
    var interrupted: Bool
  }

  struct Turn: Encodable {
    var caller: Caller
    var agent: AgentSide
    var stages: [String: Double]
    var latencyMilliseconds: Double?
    var endedBy: String
    var waste: Waste

    enum CodingKeys: String, CodingKey {
      case caller, agent, stages, waste
      case latencyMilliseconds = "latency_ms"
      case endedBy = "ended_by"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(caller, forKey: .caller)
      try container.encode(agent, forKey: .agent)
      try container.encode(stages, forKey: .stages)
      try container.encode(endedBy, forKey: .endedBy)
      try container.encode(waste, forKey: .waste)
      // Present in every turn: null when nothing was heard.
      try container.encode(latencyMilliseconds, forKey: .latencyMilliseconds)
    }
  }

  /// What was made before the turn was over and thrown away.
  struct Waste: Encodable {
    var replies: Int
    var tokens: Int
    var samples: Int
  }

  /// Sound over the agent and what it was taken for.
  struct Overlap: Encodable {
    var kind: String
    var reason: String
    var words: String
    var probability: Float?
    var delayMilliseconds: Double

    enum CodingKeys: String, CodingKey {
      case kind, reason, words, probability
      case delayMilliseconds = "delay_ms"
    }
  }

  var turns: [Turn]
  var overlaps: [Overlap]
  var greeting: AgentSide?
  var models: [String: ModelRow]
  var cpuSeconds: Double
  var peakMegabytes: Double
  var failures: [String]

  struct ModelRow: Encodable {
    var name: String
    var bytes: Int
    var loadMilliseconds: Double

    enum CodingKeys: String, CodingKey {
      case name, bytes
      case loadMilliseconds = "load_ms"
    }
  }

  enum CodingKeys: String, CodingKey {
    case turns, overlaps, greeting, models, failures
    case cpuSeconds = "cpu_seconds"
    case peakMegabytes = "peak_rss_mb"
  }

  init(events: [SessionEvent], models set: ModelSet) {
    turns = []
    failures = []
    overlaps = []
    var ending = ""
    for event in events {
      switch event {
      case .failure(let message): failures.append(message)
      case .turnEnded(let reason): ending = reason.because
      case .overlap(let verdict):
        overlaps.append(
          Overlap(
            kind: verdict.kind.rawValue, reason: verdict.reason.rawValue, words: verdict.words,
            probability: verdict.probability, delayMilliseconds: verdict.delay.milliseconds))
      default: break
      }
      guard case .turn(let report) = event else { continue }
      let agent = AgentSide(
        start: report.agent.start.seconds, end: report.agent.end.seconds,
        generated: report.agent.generated, heard: report.agent.heard,
        interrupted: report.agent.interrupted)
      guard let caller = report.caller else {
        greeting = agent
        continue
      }
      turns.append(
        Turn(
          caller: Caller(start: caller.start.seconds, end: caller.end.seconds, text: caller.text),
          agent: agent,
          stages: Dictionary(
            uniqueKeysWithValues: report.stages.parts.map { ($0.name, $0.length.milliseconds) }),
          latencyMilliseconds: report.stages.latency?.milliseconds, endedBy: ending,
          waste: Waste(
            replies: report.waste.replies, tokens: report.waste.tokens,
            samples: report.waste.samples)))
    }
    models = Self.rows(set)
    cpuSeconds = ProcessUsage.cpuSeconds
    peakMegabytes = ProcessUsage.peakMegabytes
  }

  private static func rows(_ set: ModelSet) -> [String: ModelRow] {
    var rows = [
      "voice_detector": row(set.voice.model), "language_model": row(set.language.model),
      "synthesizer": row(set.speech.model),
    ]
    if let turn = set.turn { rows["turn_detector"] = row(turn.model) }
    for (index, model) in set.recognizer.models.enumerated() {
      rows[index == 0 ? "recognizer" : "partial_recognizer"] = row(model)
    }
    return rows
  }

  private static func row(_ model: ModelDescription) -> ModelRow {
    ModelRow(
      name: model.name, bytes: model.bytes,
      loadMilliseconds: MediaTime(model.loadTime).milliseconds)
  }
}
