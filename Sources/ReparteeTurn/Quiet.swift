import ReparteeCore

/// How long nobody has spoken, and what was done about it.
struct Quiet: Sendable, Equatable {
  /// Since when both sides are silent, while nobody has the floor.
  var since = MediaTime.zero
  /// The same, not counting the agent's own questions whether the caller is there.
  var awaySince = MediaTime.zero
  var isAway = false
  /// How often the agent asked whether the caller is there, since the caller last said something.
  var asked = 0
}

extension TurnMachine {
  /// What silence of both sides leads to: telling the application, asking, saying goodbye.
  mutating func checkQuiet(at now: MediaTime, into actions: inout [TurnAction]) {
    // A sound that is not yet long enough to count is given its chance.
    guard gate.pendingSince == nil, !gate.isSpeaking else { return }
    if !quiet.isAway, now - quiet.awaySince >= settings.awayAfter {
      quiet.isAway = true
      actions.append(.away(true))
    }
    guard settings.repromptAfter > .zero, now - quiet.since >= settings.repromptAfter
    else { return }
    quiet.since = now
    if quiet.asked < settings.reprompts {
      quiet.asked += 1
      actions.append(.reprompt)
    } else {
      actions.append(.sayGoodbye)
    }
  }

  /// Silence counts from the moment when nobody has the floor any more, or from the caller's last sound.
  mutating func noteQuiet(after before: TurnState, at now: MediaTime) {
    guard state == .listening, before != .listening || gate.isSpeaking else { return }
    quiet.since = now
    if quiet.asked == 0 { quiet.awaySince = now }
    if hasLostReply {
      // It is the agent's turn to say something: a reply was cut for what was nothing.
      hasLostReply = false
      quiet.since = now - max(.zero, settings.repromptAfter - Self.afterLostReply)
    }
  }

  /// How soon the agent asks after it was cut for nothing.
  private static let afterLostReply: MediaTime = .milliseconds(2_000)

  /// The caller said something that can be understood.
  mutating func callerSaidSomething(at now: MediaTime) {
    quiet.asked = 0
    quiet.awaySince = now
  }

  /// The caller made a sound that is speech.
  mutating func callerIsHere(at now: MediaTime, into actions: inout [TurnAction]) {
    quiet.awaySince = now
    if quiet.isAway { actions.append(.away(false)) }
    quiet.isAway = false
  }
}
