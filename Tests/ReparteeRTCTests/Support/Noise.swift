/// A small generator, the same everywhere (SplitMix64).
struct Noise: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

  mutating func bytes(upTo most: Int) -> [UInt8] {
    (0..<Int.random(in: 0...most, using: &self)).map { _ in
      UInt8.random(in: .min ... .max, using: &self)
    }
  }

  /// One of the seeds with a few bytes changed, cut, doubled or added.
  mutating func damaged(_ seeds: [[UInt8]]) -> [UInt8] {
    var bytes = seeds.randomElement(using: &self) ?? []
    for _ in 0..<Int.random(in: 0...4, using: &self) {
      guard !bytes.isEmpty else { break }
      let place = Int.random(in: bytes.indices, using: &self)
      switch Int.random(in: 0..<6, using: &self) {
      case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.remove(at: place)
      case 4: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
      default: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &self) ?? 0
      }
    }
    return bytes
  }

  /// Calls `body` with damaged seeds and with noise, `count` times.
  static func flood(_ count: Int, seeds: [[UInt8]], _ body: ([UInt8]) -> Void) {
    var noise = Noise(7)
    for number in 0..<count {
      body(number % 4 == 0 ? noise.bytes(upTo: 160) : noise.damaged(seeds))
    }
  }
}

func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { $0.isHexDigit }
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap { offset in
    let start = digits.index(digits.startIndex, offsetBy: offset)
    return UInt8(digits[start...digits.index(after: start)], radix: 16)
  }
}
