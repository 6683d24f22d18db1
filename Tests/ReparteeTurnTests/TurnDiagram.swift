import ReparteeCore
import ReparteeTurn

/// The state diagram of the machine, drawn from what it does: random calls, and what took it from state to state.
enum TurnDiagram {
  private struct Edge: Hashable, Comparable {
    var from: String
    var to: String
    static func < (a: Edge, b: Edge) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  /// Mermaid lines, sorted, so that the same machine gives the same text.
  static func draw() -> String {
    var edges: [Edge: Set<String>] = [:]
    var random = Random(state: 20)
    for round in 0..<400 {
      var settings = TurnSettings()
      settings.interruptible = round % 8 != 7
      var machine = TurnMachine(settings: settings, hasDetector: round % 2 == 0)
      var now = MediaTime.zero
      var voice: Float = 0
      for _ in 0..<600 {
        now = now + .milliseconds(32)
        if random.below(8) == 0 { voice = random.below(2) == 0 ? 0.02 : 0.95 }
        var inputs: [TurnInput] = [.voice(voice, end: now)]
        if random.below(3) == 0 { inputs.append(Self.inputs[random.below(Self.inputs.count)]) }
        for input in inputs {
          let before = machine.state
          let actions = machine.handle(input, at: now)
          guard machine.state != before else { continue }
          let edge = Edge(from: before.rawValue, to: machine.state.rawValue)
          edges[edge, default: []].formUnion(actions.compactMap(label))
          if case .agentFinished = input { edges[edge, default: []].insert("finished") }
          if case .agentAnnounces = input { edges[edge, default: []].insert("announces") }
        }
      }
    }
    return edges.sorted { $0.key < $1.key }.map { edge, labels in
      "    \(edge.from) --> \(edge.to)"
        + (labels.isEmpty ? "" : ": " + labels.sorted().joined(separator: ", "))
    }.joined(separator: "\n")
  }

  /// The actions that explain a change of state.
  private static func label(_ action: TurnAction) -> String? {
    switch action {
    case .commit: "commit"
    case .interrupt: "interrupt"
    case .reopenTurn: "reopenTurn"
    case .pauseOutput: "pauseOutput"
    case .resumeOutput: "resumeOutput"
    case .discardTurn: "discardTurn"
    case .giveUp: "giveUp"
    case .lockSegment: "lockSegment"
    case .dropFinal: "dropFinal"
    case .segmentStarted: "segmentStarted"
    case .wantFinal: "wantFinal"
    default: nil
    }
  }

  private static let inputs: [TurnInput] = [
    .turnProbability(0.95), .turnProbability(0.2), .partial("wait a moment"), .partial("mm-hmm"),
    .partial(""), .draft("what time is it"), .final("what time is it"), .final(""),
    .final("mm-hmm"), .finalFailed, .agentAnnounces, .agentStarted, .agentProgressed,
    .agentFinished, .replyFailed,
  ]

  /// The same numbers everywhere and for ever.
  private struct Random {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}
