/// A parser, inputs that it takes, and a check of what it makes of any.
struct Fuzzer {
  var name: String
  var seeds: [[UInt8]]
  /// Parses; a trap in here is what is looked for.
  var body: ([UInt8]) -> Void

  /// Runs inputs `first`… by number, so that one that traps can be run again alone.
  func run(count: Int, first: Int) {
    for number in first..<first + count {
      if (number - first) % 100_000 == 0 { print("\(name): at \(number)") }
      body(input(number))
    }
    print("\(name): \(count) inputs, none trapped")
  }

  /// The input of a number: always the same one.
  func input(_ number: Int) -> [UInt8] {
    var noise = SplitMix(state: UInt64(truncatingIfNeeded: number))
    var bytes = seeds.randomElement(using: &noise) ?? []
    for _ in 0..<Int.random(in: 0...8, using: &noise) {
      Mutation.apply(to: &bytes, &noise)
      if Int.random(in: 0..<20, using: &noise) == 0, let other = seeds.randomElement(using: &noise)
      {
        bytes += other.suffix(Int.random(in: 0...other.count, using: &noise))
      }
    }
    return bytes
  }
}

/// A small generator, the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
