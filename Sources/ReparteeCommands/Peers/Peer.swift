/// Who is compared.
enum Peer: String, Sendable, CaseIterable {
  case livekit, pipecat
  case unmarked = "pipecat-unmarked"
  case repartee
  case null

  var title: String {
    switch self {
    case .livekit: "LiveKit Agents"
    case .pipecat: "Pipecat"
    case .unmarked: "Pipecat, transcript not marked final"
    case .repartee: "Repartee"
    case .null: "no framework (null)"
    }
  }

  var colour: String {
    switch self {
    case .livekit: "#3465a4"
    case .pipecat: "#c4722a"
    case .unmarked: "#dba878"
    case .repartee: "#1d7d4f"
    case .null: "#888888"
    }
  }

  /// Those that run a plan, in turn.
  static func all(for plan: PeerPlan, isLargest: Bool) -> [Peer] {
    switch plan.bench {
    case .floor: [.livekit, .pipecat, .unmarked, .repartee, .null]
    case .bargein: [.livekit, .pipecat, .repartee]
    case .density: [.livekit, .pipecat, .repartee] + (isLargest ? [.null] : [])
    }
  }
}

/// One start of one program, with the load of the machine before it and at its end.
struct PeerRun: Sendable, Codable {
  var round: Int
  var peer: String
  var plan: String
  var loadBefore: Double?
  var loadAfter: Double?
  /// Nil when it failed.
  var line: PeerLine?
  var failure: String?

  enum CodingKeys: String, CodingKey {
    case round, peer, plan, line, failure
    case loadBefore = "load_before"
    case loadAfter = "load_after"
  }
}
