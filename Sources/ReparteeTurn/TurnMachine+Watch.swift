import ReparteeCore

/// Sound that the agent goes on over: what its words show later.
extension TurnMachine {
  /// Sounds of one speaker less than this apart are one utterance.
  private static let sameSpeech: MediaTime = .milliseconds(1_000)

  /// The final words of a sound over the agent, whether the agent is paused for it or went on.
  mutating func judge(
    _ words: String, of sound: Sound, over floor: AgentFloor, at now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    let isPaused = state == .overlap
    if !words.isEmpty { callerSaidSomething(at: now) }
    let probability = words.isEmpty ? nil : backchannel(words, isWhole: true)
    let verdict =
      probability.map { self.verdict(words, $0, of: sound, over: floor, at: now) }
      ?? OverlapVerdict(kind: .noise, reason: .noWords, delay: now - sound.onset)
    guard verdict.kind == .turn else {
      if words.isEmpty, sound.isSpeech {
        expectMore(verdict, of: sound, over: floor, at: now, into: &actions)
      } else if isPaused {
        resume(verdict, watching: nil, over: floor, at: now, into: &actions)
      } else {
        actions += [.judged(verdict), .discardTurn]
        var floor = floor
        floor.watch = nil
        phase = .agent(floor)
      }
      return
    }
    takeTurn(verdict, sound, over: floor, at: now, into: &actions)
    heardFinal(words, at: now, into: &actions)
  }

  /// What surely was speech, though no word was made out, may be the beginning of some: what follows soon goes on
  /// with it.
  private mutating func expectMore(
    _ verdict: OverlapVerdict, of sound: Sound, over floor: AgentFloor, at now: MediaTime,
    into actions: inout [TurnAction]
  ) {
    var sound = sound
    sound.isHeardOut = true
    if state == .overlap {
      resume(verdict, watching: sound, over: floor, at: now, into: &actions)
    } else {
      actions.append(.judged(verdict))
      var floor = floor
      floor.watch = sound
      phase = .agent(floor)
    }
  }

  /// Sound that was judged to be nothing goes on: its words may show that it is more.
  mutating func checkWatch(
    _ floor: AgentFloor, at now: MediaTime, into actions: inout [TurnAction]
  ) {
    guard var sound = floor.watch else { return }
    if sound.isHeldBack { return checkHeldBack(sound, over: floor, at: now, into: &actions) }
    let length = now - sound.onset
    if let stopped = sound.stopped {
      let patience = sound.isHeardOut ? Self.sameSpeech : settings.transcriptTimeout
      guard now - stopped > patience else { return }
      actions += [.dropFinal, .discardTurn]
      var floor = floor
      floor.watch = nil
      phase = .agent(floor)
    } else if let verdict = verdict(thatCuts: sound, over: floor, at: now) {
      takeTurn(verdict, sound, over: floor, at: now, into: &actions)
    } else if let worded = sound.worded, now - worded > settings.backchannelLimit,
      !isEcho(sound.words, of: sound)
    {
      takeTurn(
        OverlapVerdict(kind: .turn, reason: .length, words: sound.words, delay: length), sound,
        over: floor, at: now, into: &actions)
    } else if sound.asked == nil, abilities.partials, now >= sound.nextPartial {
      actions.append(.wantPartial)
      sound.asked = now
      var floor = floor
      floor.watch = sound
      phase = .agent(floor)
    }
  }

  /// What the words of a sound that the agent went on over are, if they are clearly more than "go on".
  private func verdict(
    thatCuts sound: Sound, over floor: AgentFloor, at now: MediaTime
  ) -> OverlapVerdict? {
    guard !sound.words.isEmpty, sound.isUnderstood, !isEcho(sound.words, of: sound),
      !Backchannel.mayBegin(with: sound.words)
    else { return nil }
    let probability = backchannel(sound.words, isWhole: false)
    guard probability < 0.35 else { return nil }
    return verdict(sound.words, probability, of: sound, over: floor, at: now)
  }
}
