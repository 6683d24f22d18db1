internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// Prints both sides of a call as it happens.
final class LiveCaptions {
  private(set) var events: [SessionEvent] = []
  private let isVisible: Bool
  /// Why the newest turn was judged over.
  private var ending = ""

  init(isVisible: Bool) { self.isVisible = isVisible }

  func add(_ event: SessionEvent, _ time: MediaTime) {
    events.append(event)
    guard isVisible else { return }
    switch event {
    case .callerFinal(let text): show("caller", text, at: time)
    case .agentClause(let text): show("agent", text, at: time)
    case .turn(let report): show(report, at: time)
    case .failure(let message): show("problem", message, at: time)
    case .overlap(let verdict): show("", verdict.sentence, at: time)
    case .turnEnded(let reason): ending = reason.because
    case .callerAway(let isAway):
      show("", isAway ? "(the caller is away)" : "(the caller is back)", at: time)
    case .agentMurmur(let text): show("", "(agent, under the caller: \(text))", at: time)
    case .turnReopened: show("", "(the caller goes on)", at: time)
    case .state, .callerPartial, .agentHeard, .clear: break
    }
  }

  private func show(_ report: TurnReport, at time: MediaTime) {
    if report.agent.interrupted {
      show("", "(interrupted; heard: \"\(report.agent.heard)\")", at: time)
    }
    guard let latency = report.stages.latency else { return }
    let parts = report.stages.parts.filter { $0.length >= .milliseconds(1) }
      .map { "\($0.name.replacing("_", with: " ")) \(Int($0.length.milliseconds.rounded()))" }
    show(
      "",
      "(answered in \(Int(latency.milliseconds.rounded())) ms: \(parts.joined(separator: " + "))"
        + (ending.isEmpty ? ")" : "; turn over by \(ending))"), at: time)
  }

  private func show(_ who: String, _ text: String, at time: MediaTime) {
    let seconds = String(Int(time.seconds)).leftPadded(to: 3)
    let tenth = Int(time.milliseconds / 100) % 10
    Output.line(
      "\(seconds).\(tenth) s  \(who.padding(toLength: 8, withPad: " ", startingAt: 0))\(text)")
  }
}

extension OverlapVerdict {
  /// For people: what the sound over the agent was, and what was done.
  fileprivate var sentence: String {
    let detail = [
      words.isEmpty ? reason.rawValue.replacing("_", with: " ") : "\"\(words)\"",
      probability.map { String(format: "%.2f", kind == .turn ? 1 - $0 : $0) },
    ].compactMap { $0 }.joined(separator: ", ")
    let outcome = kind == .turn ? "the agent stops" : "the agent goes on"
    return "(\(kind.rawValue): \(detail); \(outcome) after \(Int(delay.milliseconds)) ms)"
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
