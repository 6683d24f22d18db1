public import ReparteeCore

extension JitterBuffer {
  /// Takes one packet of the stream. `arrival` is the time at which it came from the network.
  public mutating func insert(
    source: UInt32, sequence: UInt16, timestamp: UInt32, arrival: MediaTime,
    payload: Span<UInt8>
  ) {
    guard !payload.isEmpty, payload.count <= Self.slotSize else {
      statistics.refused += 1
      return
    }
    statistics.received += 1
    let now = Self.ticks(arrival)
    if leaps(source, sequence, timestamp, now) { reset(to: source) }
    let number = sequences.unwrap(sequence)
    let time = timestamps.unwrap(timestamp)
    let isFirst = phase == .idle
    estimator.add(transit: now &- time, arrival: now)
    if isFirst {
      phase = .waiting
      // Packets before the first may still come.
      nextSequence = number &- Int64(Self.capacity / 2)
      position = time
    }
    guard number >= nextSequence else {
      statistics.late += 1
      return
    }
    makeRoom(for: number)
    store(number, time, payload)
  }

  /// Whether this packet cannot belong to the stream so far.
  private func leaps(_ source: UInt32, _ sequence: UInt16, _ timestamp: UInt32, _ now: Int64)
    -> Bool
  {
    guard source == self.source else { return true }
    guard let highest = sequences.highest, let newest = timestamps.highest else { return false }
    let jump = SequenceUnwrapper.nearest(sequence, to: highest) &- highest
    if jump > Self.maximumJump || jump < -Self.maximumJump { return true }
    // A packet out of order says nothing of the clock.
    guard jump > 0 else { return false }
    let time = CounterUnwrapper<UInt32>.nearest(timestamp, to: newest)
    let change = now &- time &- estimator.quickest
    return change > Self.leap || change < -Self.leap
  }

  /// Starts anew with another stream.
  private mutating func reset(to source: UInt32) {
    if self.source != nil { statistics.resets += 1 }
    self.source = source
    for index in slots.indices { slots[index].count = -1 }
    filled = 0
    sequences = SequenceUnwrapper()
    timestamps = CounterUnwrapper<UInt32>()
    estimator.reset()
    phase = .idle
    wasDiscontinuous = false
    concealedRun = 0
    excessRun = 0
  }

  /// Lets go of the oldest if a packet is too far ahead to be held beside them.
  private mutating func makeRoom(for number: Int64) {
    let lowest = number &- Int64(Self.capacity) &+ 1
    guard lowest > nextSequence else { return }
    let stop = min(lowest, nextSequence &+ Int64(Self.capacity))
    var sequence = nextSequence
    while sequence < stop {
      if slots[Self.place(sequence)].isFilled { statistics.overflowed += 1 }
      clear(sequence)
      sequence += 1
    }
    nextSequence = lowest
  }

  private mutating func store(_ number: Int64, _ time: Int64, _ payload: Span<UInt8>) {
    let place = Self.place(number)
    guard !slots[place].isFilled else {
      statistics.duplicates += 1
      return
    }
    slots[place] = Slot(sequence: number, timestamp: time, count: payload.count)
    filled += 1
    let start = place * Self.slotSize
    for index in payload.indices { bytes[start + index] = payload[index] }
  }
}
