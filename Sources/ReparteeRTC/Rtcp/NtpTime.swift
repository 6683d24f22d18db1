public import ReparteeCore

/// A time as RTCP has it: seconds since 1900 in the upper half, a fraction in the lower (RFC 3550 §4).
public struct NtpTime: Sendable, Hashable {
  public let bits: UInt64

  public init(bits: UInt64) { self.bits = bits }

  /// From seconds and nanoseconds since 1970.
  public init(unixSeconds: Int64, nanoseconds: Int64) {
    let seconds = UInt64(truncatingIfNeeded: unixSeconds &+ 2_208_988_800)
    bits = (seconds &<< 32) &+ Self.fraction(nanoseconds)
  }

  /// The time that is so much later.
  public func advanced(by time: MediaTime) -> NtpTime {
    let seconds = UInt64(truncatingIfNeeded: time.nanoseconds / 1_000_000_000)
    return NtpTime(
      bits: bits &+ (seconds &<< 32) &+ Self.fraction(time.nanoseconds % 1_000_000_000))
  }

  /// The middle 32 bits: seconds and fraction to 1/65536 s, as reports quote them.
  public var short: UInt32 { UInt32(truncatingIfNeeded: bits >> 16) }

  /// Nanoseconds of less than a second, either way, as a fraction of 2^32.
  private static func fraction(_ nanoseconds: Int64) -> UInt64 {
    let bounded = max(-999_999_999, min(999_999_999, nanoseconds))
    return UInt64(bitPattern: bounded &* 0x1_0000_0000 / 1_000_000_000)
  }
}
