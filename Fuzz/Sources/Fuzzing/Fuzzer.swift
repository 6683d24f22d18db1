/// A parser, inputs that it takes, and a check of what it makes of any.
public struct Fuzzer {
  public var name: String
  /// Inputs to begin with.
  public var seeds: [[UInt8]]
  /// Words that its inputs are made of, where they are text: nobody hits on a keyword byte by byte.
  public var words: [[UInt8]]
  /// Parses; a trap in here is what is looked for.
  public var body: ([UInt8]) -> Void

  public init(
    name: String, seeds: [[UInt8]], words: [String] = [], body: @escaping ([UInt8]) -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.words = words.map { Array($0.utf8) }
    self.body = body
  }

  /// An input made of others.
  func input(from pool: [[UInt8]], _ noise: inout SplitMix) -> [UInt8] {
    var bytes = pool.randomElement(using: &noise) ?? []
    for _ in 0..<Int.random(in: 0...8, using: &noise) {
      Mutation.apply(to: &bytes, words: words, &noise)
      if Int.random(in: 0..<20, using: &noise) == 0, let other = pool.randomElement(using: &noise) {
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
