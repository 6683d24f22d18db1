import ReparteeCore

/// The same numbers for the same seed on every machine.
struct PropertyRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0…1.
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func chance(_ probability: Double) -> Bool { share() < probability }
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + share() * (range.upperBound - range.lowerBound)
  }
  mutating func pick<T>(_ list: [T]) -> T { list[number(0...(list.count - 1))] }
  /// Short ones more often than long ones, in milliseconds.
  mutating func time(_ range: ClosedRange<Int>) -> MediaTime {
    let share = share()
    let length = Double(range.upperBound - range.lowerBound) * share * share
    return .milliseconds(Int64(range.lowerBound) + Int64(length))
  }
}
