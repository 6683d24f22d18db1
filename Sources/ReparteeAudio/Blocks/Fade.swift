public import ReparteeCore

/// Opens and shuts a stream without a click: each way takes 5 ms, wherever in a block it begins.
public struct Fade: Sendable {
  /// Short enough not to be noticed, long enough not to be heard as a click.
  public static let length = MediaTime.milliseconds(5)

  private let steps: Int
  /// How many steps open, of `steps`.
  private var position: Int
  /// Where it is going.
  public private(set) var isOpen: Bool

  public init(rate: SampleRate, isOpen: Bool = true) {
    steps = max(1, Self.length.samples(at: rate))
    position = isOpen ? steps : 0
    self.isOpen = isOpen
  }

  public mutating func open() { isOpen = true }
  public mutating func shut() { isOpen = false }

  /// Fully open or shut: nothing is moving.
  public var isSettled: Bool { position == (isOpen ? steps : 0) }

  /// Whether nothing comes through any more.
  public var isSilent: Bool { !isOpen && position == 0 }

  /// Applies the gain of each sample to the next block of the stream. Nothing is allocated.
  public mutating func apply(to samples: inout MutableSpan<Float>) {
    if isOpen && isSettled { return }
    for index in samples.indices {
      if !isSettled { position += isOpen ? 1 : -1 }
      samples[index] *= gain
    }
  }

  /// Smooth at both ends, so that neither has a corner.
  private var gain: Float {
    let share = Float(position) / Float(steps)
    return share * share * (3 - 2 * share)
  }
}
