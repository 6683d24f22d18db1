extension JitterBuffer {
  /// A packet's turn has come; unless time has to be won or lost.
  mutating func due(_ slot: Slot, _ length: Int64, _ excess: Int64) -> JitterOutput {
    excessRun = excess > Self.frame ? excessRun + 1 : 0
    if excess < -2 * Self.frame, sinceChange > 10 {
      // Packets have begun to come later than what is held: win time before they are missed.
      sinceChange = 0
      statistics.stretched += 1
      return .conceal
    }
    let skips = mustSkip(slot, excess)
    take(slot, length)
    if skips { sinceChange = 0 }
    return skips ? .skip : .packet
  }

  /// Whether a packet is to be left out: a quiet one soon, any after half a second, more often if far behind.
  private func mustSkip(_ slot: Slot, _ excess: Int64) -> Bool {
    guard sinceChange > 3, filled > 1 else { return false }
    let isQuiet = slot.count * 32 <= usualSize
    let isFar = excess > 5 * Self.frame
    return excessRun > (isQuiet || isFar ? 5 : 25)
  }

  private mutating func take(_ slot: Slot, _ length: Int64) {
    current = range(of: slot)
    clear(slot.sequence)
    nextSequence = slot.sequence &+ 1
    position = slot.timestamp &+ length
    concealedRun = 0
    wasDiscontinuous = OpusPacket.isDiscontinuous(payload)
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
