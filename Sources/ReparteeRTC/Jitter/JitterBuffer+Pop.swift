public import ReparteeCore

extension JitterBuffer {
  /// What to play next. Call it when less is left of what it gave than is wanted at once.
  /// - Parameter ahead: how much is left, and so how much later than `now` the next will sound.
  public mutating func pop(at now: MediaTime, ahead: MediaTime = .zero) -> JitterOutput {
    let ticks = Self.ticks(now)
    current = 0..<0
    sinceChange += 1
    patience = max(0, patience - 1)
    if phase == .playing, delay(of: position, at: ticks) > Self.hopeless { catchUp(at: ticks) }
    if phase != .playing, !begins(at: ticks) {
      statistics.silences += 1
      return phase == .idle ? .empty : .silence
    }
    let output = next(at: ticks, ahead: Self.ticks(ahead))
    count(output)
    return output
  }

  private mutating func count(_ output: JitterOutput) {
    switch output {
    case .packet: statistics.packets += 1
    case .shorten:
      statistics.packets += 1
      statistics.shortened += 1
    case .lengthen:
      statistics.packets += 1
      statistics.lengthened += 1
    case .fec: statistics.recovered += 1
    case .conceal: statistics.concealed += 1
    case .silence, .empty: statistics.silences += 1
    }
  }

  /// Begins to play the first packet that is held, once it has been held for long enough.
  private mutating func begins(at now: Int64) -> Bool {
    guard let slot = earliest() else { return false }
    guard delay(of: slot.timestamp, at: now) >= hold else { return false }
    phase = .playing
    nextSequence = slot.sequence
    position = slot.timestamp
    concealedRun = 0
    excessRun = 0
    if delay(of: position, at: now) > Self.hopeless { catchUp(at: now) }
    return phase == .playing
  }

  /// Drops what is older than the target allows, but for the newest packet.
  private mutating func catchUp(at now: Int64) {
    let wanted = now &- estimator.quickest &- hold
    while filled > 1, let slot = earliest(), slot.timestamp &+ Self.frame <= wanted {
      clear(slot.sequence)
      statistics.overflowed += 1
      nextSequence = slot.sequence &+ 1
    }
    if let slot = earliest() {
      position = max(position, min(wanted &+ Self.frame, slot.timestamp))
    } else {
      phase = .waiting
    }
  }

  private mutating func next(at now: Int64, ahead: Int64) -> JitterOutput {
    for _ in 0...(2 * Self.capacity) {
      guard let slot = earliest() else { return runOut() }
      let gap = slot.timestamp &- position
      let length = duration(of: slot)
      if gap <= -length {
        // Its time has been filled with something else.
        clear(slot.sequence)
        nextSequence = slot.sequence &+ 1
        statistics.late += 1
        continue
      }
      let excess = delay(of: position, at: now) &- hold
      if gap <= 0 { return due(slot, length, excess: excess, ahead: ahead) }
      let isSilence = slot.sequence == nextSequence
      if excess > Self.frame, isSilence || gap > Self.frame {
        // A gap that nothing can fill is the best place to catch up.
        position &+= min(gap, Self.frame)
        continue
      }
      return bridge(to: slot, gap, excess, ahead)
    }
    return runOut()
  }

  /// Something is missing before the next packet: silence that was not sent, or a loss.
  private mutating func bridge(
    to slot: Slot, _ gap: Int64, _ excess: Int64, _ ahead: Int64
  ) -> JitterOutput {
    if slot.sequence == nextSequence {
      if excess > -Self.frame { position &+= min(gap, Self.frame) }
      return .silence
    }
    if excess &+ ahead < 0, concealedRun < Self.maximumConcealment {
      // It may still come: there is time to wait.
      concealedRun += 1
      statistics.stretched += 1
      return .conceal
    }
    if gap <= Self.frame {
      if concealedRun > 0 { noteLoss(1) }
      nextSequence = slot.sequence
      position = slot.timestamp
      concealedRun = 0
      current = range(of: slot)
      return .fec
    }
    position &+= Self.frame
    concealedRun += 1
    return wasDiscontinuous || concealedRun > Self.maximumConcealment ? .silence : .conceal
  }

  /// Nothing is held. What comes next is waited for, at the same position.
  private mutating func runOut() -> JitterOutput {
    guard !wasDiscontinuous, concealedRun < Self.maximumConcealment else {
      phase = .waiting
      return .silence
    }
    concealedRun += 1
    statistics.stretched += 1
    return .conceal
  }
}
