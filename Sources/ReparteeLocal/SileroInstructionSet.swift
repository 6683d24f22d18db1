import CReparteeVAD

/// The processor features that the voice detector's code comes for.
public enum SileroInstructionSet: Int32, Sendable, CaseIterable {
  /// Any processor; SSE2 or NEON where there is one.
  case baseline = 0
  /// 256-bit vectors and fused multiply-add.
  case avx2 = 1
  /// 512-bit vectors.
  case avx512 = 2

  /// Whether this machine has it.
  public var isSupported: Bool { rp_vad_supports(rawValue) != 0 }

  /// The fastest that this machine has.
  public static var best: SileroInstructionSet {
    allCases.last { $0.isSupported } ?? .baseline
  }
}
