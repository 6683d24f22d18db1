import ReparteeAudio
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
  /// How loud the reply is and is to be; the way there takes a block, so that nothing clicks.
  private var gain: Float = 1
  private var wantedGain: Float = 1
  /// A small word that belongs to no reply.
  private var aside: [Float] = []
  private var asidePosition = 0

  /// From now on only this epoch may be heard: one store, and all that is older is silent.
  mutating func advance(to epoch: Epoch) {
    self.epoch = epoch
    samples.removeAll(keepingCapacity: samples.count < 1 << 20)
    position = 0
    isOpen = false
    isPaused = false
    gain = 1
    wantedGain = 1
  }

  mutating func open(_ epoch: Epoch) {
    guard epoch == self.epoch else { return }
    isOpen = true
    dropAside()
  }

  mutating func pause() {
    isPaused = true
    dropAside()
  }

  private mutating func dropAside() { asidePosition = aside.count }

  /// Whether some of the current reply has left and the rest may follow.
  var isLettingOut: Bool { isOpen && !isPaused && position > 0 }

  /// Whether the newest block has anything in it.
  private(set) var isSounding = false

  /// - Parameter decibels: how much quieter the reply is to be; 0 is as it was made.
  mutating func duck(by decibels: Float) { wantedGain = Levels.amplitude(-decibels) }

  mutating func resume(at sample: Int) {
    position = min(max(sample, 0), samples.count)
    isPaused = false
  }

  /// Adds audio of a reply; that of any but the current epoch is dropped.
  mutating func append(_ more: [Float], epoch: Epoch) {
    if epoch == self.epoch { samples.append(contentsOf: more) }
  }

  /// Adds audio of a small word: it sounds while there is no reply to be heard.
  mutating func append(aside more: [Float]) {
    guard !isOpen else { return }
    if asidePosition == aside.count {
      aside.removeAll(keepingCapacity: true)
      asidePosition = 0
    }
    aside.append(contentsOf: more)
  }

  /// Fills `block` with what may be heard now and silence after it.
  /// - Returns: how many samples of the reply are in it.
  mutating func take(into block: inout MutableSpan<Float>) -> Int {
    let count = isOpen && !isPaused ? min(block.count, samples.count - position) : 0
    if count == 0 {
      takeAside(into: &block)
      return 0
    }
    isSounding = true
    asidePosition = aside.count
    let step = (wantedGain - gain) / Float(count)
    for index in 0..<count {
      gain += step
      block[index] = samples[position + index] * gain
    }
    gain = wantedGain
    for index in count..<block.count { block[index] = 0 }
    position += count
    return count
  }

  private mutating func takeAside(into block: inout MutableSpan<Float>) {
    let count = min(block.count, aside.count - asidePosition)
    for index in 0..<count { block[index] = aside[asidePosition + index] * 0.5 }
    for index in count..<block.count { block[index] = 0 }
    asidePosition += count
    isSounding = count > 0
  }
}
