internal import ReparteeCore

/// Decides which of a caller's quiet blocks are left out, so that audio which came too early or too fast
/// does not stay late for the rest of the call.
///
/// A client whose clock runs fast, or one that was stuck and sends all it has at once, would otherwise be
/// heard later and later. What always waits, for a second, is more than jitter needs. It is taken from
/// silences, never from speech, and a silence keeps so much of its length that a turn can end in it.
struct CatchUp {
  /// 20 ms at 16 kHz.
  private static let block = 320
  /// How long the shortest queue is watched before it counts.
  private static let window = 50
  /// Up to this much waiting is not worth a cut: 80 ms.
  private static let tolerated = 4 * block
  /// What is left waiting, for messages that come late: 40 ms.
  private static let kept = 2 * block
  /// Blocks of a silence that always stay: half a second.
  private static let silence = 25
  /// Quieter than this is silence on any line, in dB; a line's own noise may be louder.
  private static let quietest: Float = -60
  /// So far above the noise of the line is still silence.
  private static let margin: Float = 6
  /// How fast the noise that is reckoned with rises, in dB a block: 1 dB a second.
  private static let rise: Float = 0.02

  private var noise: Float = quietest
  private var quietBlocks = 0
  private var watched = 0
  private var shortest = Int.max
  private var surplus = 0

  /// Takes note of a block that was read.
  /// - Parameters:
  ///   - level: how loud it is, in dB.
  ///   - waiting: samples that wait behind it.
  /// - Returns: whether it is left out.
  mutating func drops(level: Float, waiting: Int) -> Bool {
    noise = max(Self.quietest, min(level, noise + Self.rise))
    quietBlocks = level <= noise + Self.margin ? quietBlocks + 1 : 0
    if surplus >= Self.block, waiting > Self.kept, quietBlocks > Self.silence {
      surplus -= Self.block
      return true
    }
    shortest = min(shortest, waiting)
    watched += 1
    if watched == Self.window { measure() }
    return false
  }

  private mutating func measure() {
    surplus = shortest > Self.tolerated ? shortest - Self.kept : 0
    shortest = .max
    watched = 0
  }
}
