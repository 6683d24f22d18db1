import ReparteeCore
import ReparteeTurn

/// Decisions as lines of text: journals hold them, `replay` compares them, people read them.
extension SessionAction {
  /// One line, the same for the same decision in every build. Line breaks in texts are escaped.
  var line: String {
    switch self {
    case .recognize(let call, let from, let end, let effort):
      "recognize #\(call.value) \(effort) from \(from.nanoseconds) speech-end \(end.nanoseconds)"
    case .cancel(let call): "cancel #\(call.value)"
    case .beginTurn(let at): "begin-turn \(at.nanoseconds)"
    case .askTurn(let call): "ask-turn #\(call.value)"
    case .generate(let call, let epoch, let messages):
      "generate #\(call.value) epoch \(epoch.value) "
        + messages.map { "\($0.role.rawValue): \($0.text.escaped)" }.joined(separator: " | ")
    case .synthesize(let call, let epoch, let text):
      "synthesize #\(call.value) epoch \(epoch.value) \(text.escaped)"
    case .murmur(let call, let text): "murmur #\(call.value) \(text.escaped)"
    case .openGate(let epoch): "open-gate epoch \(epoch.value)"
    case .advance(let epoch): "advance epoch \(epoch.value)"
    case .pause: "pause"
    case .duck(let depth): "duck \(depth)"
    case .resume(let sample): "resume \(sample)"
    case .emit(let event): "event \(event.line)"
    case .end(let reason): "end \(reason.rawValue)"
    }
  }
}

extension SessionEvent {
  var line: String {
    switch self {
    case .state(let state): "state \(state.rawValue)"
    case .callerPartial(let text): "caller-partial \(text.escaped)"
    case .callerFinal(let text): "caller-final \(text.escaped)"
    case .overlap(let verdict): "overlap \(verdict.line)"
    case .turnEnded(let reason): "turn-ended \(reason.wait.nanoseconds) \(reason.because.escaped)"
    case .turnReopened: "turn-reopened"
    case .callerAway(let isAway): "caller-away \(isAway)"
    case .agentMurmur(let text): "agent-murmur \(text.escaped)"
    case .agentClause(let text): "agent-clause \(text.escaped)"
    case .agentHeard(let text): "agent-heard \(text.escaped)"
    case .clear: "clear"
    case .turn(let report):
      "turn heard \(report.agent.heard.escaped) interrupted \(report.agent.interrupted) "
        + "latency \(report.stages.latency?.nanoseconds ?? -1) "
        + "wasted \(report.waste.replies) \(report.waste.tokens) \(report.waste.samples)"
    case .failure(let message): "failure \(message.escaped)"
    }
  }
}

extension OverlapVerdict {
  fileprivate var line: String {
    "\(kind.rawValue) because \(reason.rawValue) after \(delay.nanoseconds) \(words.escaped)"
  }
}

extension String {
  fileprivate var escaped: String {
    var text = ""
    for character in self {
      switch character {
      case "\n", "\r\n": text += "\\n"
      case "\\": text += "\\\\"
      default: text.append(character)
      }
    }
    return text
  }
}
