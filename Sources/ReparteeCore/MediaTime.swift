/// A point in a call, or a length of it, in nanoseconds of call time: 0 is when the call began.
///
/// Pure code never reads a clock; whoever drives it says what time it is.
public struct MediaTime: Sendable, Hashable, Comparable, AdditiveArithmetic {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static let zero = MediaTime(nanoseconds: 0)

  public static func milliseconds(_ value: Int64) -> MediaTime {
    MediaTime(nanoseconds: value &* 1_000_000)
  }

  public static func seconds(_ value: Double) -> MediaTime {
    let scaled = (value * 1e9).rounded()
    return MediaTime(nanoseconds: Int64(exactly: scaled) ?? (scaled > 0 ? .max : .min))
  }

  /// The length of `count` samples at `rate`.
  public static func samples(_ count: Int, at rate: SampleRate) -> MediaTime {
    let whole = count / rate.hertz
    let rest = count % rate.hertz
    return MediaTime(
      nanoseconds: Int64(whole) &* 1_000_000_000 &+ Int64(rest) &* 1_000_000_000 / Int64(rate.hertz)
    )
  }

  public var seconds: Double { Double(nanoseconds) / 1e9 }
  public var milliseconds: Double { Double(nanoseconds) / 1e6 }

  /// How many whole samples at `rate` fit.
  public func samples(at rate: SampleRate) -> Int {
    let whole = nanoseconds / 1_000_000_000
    let rest = nanoseconds % 1_000_000_000
    return Int(whole) &* rate.hertz &+ Int(rest &* Int64(rate.hertz) / 1_000_000_000)
  }

  public static func < (a: MediaTime, b: MediaTime) -> Bool { a.nanoseconds < b.nanoseconds }
  public static func + (a: MediaTime, b: MediaTime) -> MediaTime {
    MediaTime(nanoseconds: a.nanoseconds &+ b.nanoseconds)
  }
  public static func - (a: MediaTime, b: MediaTime) -> MediaTime {
    MediaTime(nanoseconds: a.nanoseconds &- b.nanoseconds)
  }
}

extension MediaTime: CustomStringConvertible {
  public var description: String { "\(milliseconds) ms" }
}
