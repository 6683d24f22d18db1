internal import Foundation
internal import Repartee
internal import ReparteeCore

/// Prints both sides of a call as it happens.
final class LiveCaptions {
  private(set) var events: [SessionEvent] = []
  private let isVisible: Bool

  init(isVisible: Bool) { self.isVisible = isVisible }

  func add(_ event: SessionEvent, _ time: MediaTime) {
    events.append(event)
    guard isVisible else { return }
    switch event {
    case .callerFinal(let text): show("caller", text, at: time)
    case .agentClause(let text): show("agent", text, at: time)
    case .turn(let report): show(report, at: time)
    case .failure(let message): show("problem", message, at: time)
    case .state, .callerPartial: break
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
      "(answered in \(Int(latency.milliseconds.rounded())) ms: \(parts.joined(separator: " + ")))",
      at: time)
  }

  private func show(_ who: String, _ text: String, at time: MediaTime) {
    let seconds = String(Int(time.seconds)).leftPadded(to: 3)
    let tenth = Int(time.milliseconds / 100) % 10
    Output.line(
      "\(seconds).\(tenth) s  \(who.padding(toLength: 8, withPad: " ", startingAt: 0))\(text)")
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
