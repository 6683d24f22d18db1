extension JitterBuffer {
  /// Pops with too much delay before something is done: one burst is no clock.
  private static let patienceBehind = 5
  /// Pops between two packets that are shortened, and two that are lengthened: the ear takes a few per cent for nothing.
  private static let shortenEvery = 2
  private static let lengthenEvery = 4

  /// A packet's turn has come: as it is, or to win or lose a little time with.
  /// - Parameters:
  ///   - excess: by how much more than the target it has been held.
  ///   - ahead: how much sooner it was asked for than it will sound.
  mutating func due(_ slot: Slot, _ length: Int64, excess: Int64, ahead: Int64) -> JitterOutput {
    take(slot, length)
    excessRun = isBehind(excess, ahead) ? excessRun + 1 : 0
    if excessRun > Self.patienceBehind, sinceChange >= Self.shortenEvery {
      sinceChange = 0
      return .shorten
    }
    // Packets have begun to come later than what is held: win time before they are missed.
    if excess < 0, sinceChange >= Self.lengthenEvery {
      sinceChange = 0
      return .lengthen
    }
    return .packet
  }

  /// Whether a period can be left out without having less than the target in hand afterwards: what is decoded already must
  /// cover it, or a whole frame must be spare.
  private func isBehind(_ excess: Int64, _ ahead: Int64) -> Bool {
    excess > Self.frame || (ahead >= Self.frame / 2 && excess &+ ahead > Self.frame)
  }

  private mutating func take(_ slot: Slot, _ length: Int64) {
    current = range(of: slot)
    clear(slot.sequence)
    noteLoss(slot.sequence &- nextSequence)
    nextSequence = slot.sequence &+ 1
    position = slot.timestamp &+ length
    concealedRun = 0
    wasDiscontinuous = OpusPacket.isDiscontinuous(payload)
  }

  /// A packet was played, and before it so many were missing that its redundancy was not used for, or came too late for.
  mutating func noteLoss(_ missing: Int64) {
    for _ in 0..<min(max(0, missing), 8) { unmended += (65_536 - unmended) / 128 }
    unmended -= unmended / 128
    if unmended > Self.bearable { patience = Self.patience }
  }

  func range(of slot: Slot) -> Range<Int> {
    let start = Self.place(slot.sequence) * Self.slotSize
    return start..<(start + max(0, slot.count))
  }

  /// How much of the sender's time a packet fills; one that does not say so, 20 ms.
  func duration(of slot: Slot) -> Int64 {
    Int64(OpusPacket.duration(bytes.span.extracting(range(of: slot))) ?? Int(Self.frame))
  }
}
