import ReparteeCore

/// The one gate in front of the transport: only audio of the current epoch passes, and only while it
/// is let out and not paused.
///
/// Taking a block allocates nothing. Audio of a dropped reply is freed when the epoch advances.
struct OutputGate {
  private(set) var epoch = Epoch.none
  private var samples: [Float] = []
  private var position = 0
  private var isOpen = false
  private var isPaused = false

  /// From now on only this epoch may be heard: one store, and all that is older is silent.
  mutating func advance(to epoch: Epoch) {
    self.epoch = epoch
    samples.removeAll(keepingCapacity: samples.count < 1 << 20)
    position = 0
    isOpen = false
    isPaused = false
  }

  mutating func open(_ epoch: Epoch) {
    if epoch == self.epoch { isOpen = true }
  }

  mutating func pause() { isPaused = true }

  mutating func resume(at sample: Int) {
    position = min(max(sample, 0), samples.count)
    isPaused = false
  }

  /// Adds audio of a reply; that of any but the current epoch is dropped.
  mutating func append(_ more: [Float], epoch: Epoch) {
    if epoch == self.epoch { samples.append(contentsOf: more) }
  }

  /// Fills `block` with what may be heard now and silence after it.
  /// - Returns: how many samples of the reply are in it.
  mutating func take(into block: inout MutableSpan<Float>) -> Int {
    let count = isOpen && !isPaused ? min(block.count, samples.count - position) : 0
    for index in 0..<count { block[index] = samples[position + index] }
    for index in count..<block.count { block[index] = 0 }
    position += count
    return count
  }
}
