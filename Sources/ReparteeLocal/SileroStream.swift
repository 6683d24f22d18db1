import CReparteeVAD
public import Repartee

/// One caller's voice detection.
///
/// A minute of music drives the recurrent layer to where it notices speech half a second late. So it
/// is put back to its start when that can do no harm: only once five frames in a row were surely no
/// speech, and at most every 10 s, for a network just started takes more noise for speech than one
/// that has listened for a while. (Of 36 frames of a question after 50 s of hold music, 26 are found
/// without this, the first after 14 frames; with it 34, the first after 6.)
public final class SileroStream: VoiceStream {
  static let hop = Int(RP_VAD_HOP)
  /// Below this a frame is surely no speech.
  private static let quiet: Float = 0.1
  /// Quiet frames in a row before a reset: 160 ms.
  private static let quietFrames = 5
  /// Frames from one reset to the next, at least: 10 s.
  private static let resetFrames = 312
  /// What a stream remembers, in bytes.
  package static let stateBytes = MemoryLayout<RpVadState>.size + 2 * MemoryLayout<Int>.size

  private let weights: SileroWeights
  private let resets: Bool
  private let instructions: Int32
  private var state = RpVadState()
  private var framesSinceReset = 0
  private var framesOfQuiet = 0

  init(
    _ weights: SileroWeights, memory: SileroVoiceDetector.Memory,
    instructions: SileroInstructionSet
  ) {
    self.weights = weights
    resets = memory == .resetInQuiet
    self.instructions = instructions.rawValue
  }

  /// As the protocol says. A frame that is not finite is heard as silence.
  public func process(_ frame: Span<Float>) -> Float {
    guard frame.count == Self.hop else { return 0 }
    let isFinite = Self.isFinite(frame)
    let silence = weights.silence
    let probability = isFinite ? run(frame) : run(silence.span)
    // The kernel clips its input, so this holds for every sound; but nothing may poison a call.
    guard probability.isFinite else {
      reset()
      return 0
    }
    if resets { forgetInQuiet(probability) }
    return isFinite ? probability : 0
  }

  private func run(_ frame: Span<Float>) -> Float {
    frame.withUnsafeBufferPointer { frame in
      guard let samples = frame.baseAddress else { return 0 }
      return rp_vad_process(instructions, weights.pointer, &state, samples)
    }
  }

  public func reset() {
    state = RpVadState()
    framesSinceReset = 0
    framesOfQuiet = 0
  }

  /// Whether all samples are: the bits of infinity, and of what is no number, are the highest.
  private static func isFinite(_ frame: Span<Float>) -> Bool {
    frame.withUnsafeBufferPointer { frame in
      var highest: UInt32 = 0
      for sample in frame { highest = max(highest, sample.bitPattern & 0x7fff_ffff) }
      return highest < Float.infinity.bitPattern
    }
  }

  private func forgetInQuiet(_ probability: Float) {
    framesSinceReset &+= 1
    framesOfQuiet = probability < Self.quiet ? framesOfQuiet &+ 1 : 0
    guard framesSinceReset >= Self.resetFrames, framesOfQuiet >= Self.quietFrames else { return }
    framesSinceReset = 0
    // The samples heard last stay: they are what the next frame continues.
    let context = state.context
    state = RpVadState()
    state.context = context
  }
}
