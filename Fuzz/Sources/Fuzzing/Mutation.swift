/// Changes to bytes, such as damage makes and such as attackers make.
enum Mutation {
  /// Lengths and counts that parsers have stumbled over.
  private static let numbers: [UInt64] = [
    0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE,
    0xFFFF_FFFF, .max, 1 << 63,
  ]

  static func apply(to bytes: inout [UInt8], words: [[UInt8]], _ noise: inout SplitMix) {
    guard !bytes.isEmpty else {
      bytes.append(UInt8.random(in: .min ... .max, using: &noise))
      return
    }
    let place = Int.random(in: bytes.indices, using: &noise)
    let end = min(bytes.count, place + Int.random(in: 1...16, using: &noise))
    switch Int.random(in: 0..<(words.isEmpty ? 7 : 9), using: &noise) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &noise)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &noise)
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 5: bytes.insert(UInt8.random(in: .min ... .max, using: &noise), at: place)
    case 6: overwrite(&bytes, place, &noise)
    case 7: bytes.insert(contentsOf: words.randomElement(using: &noise) ?? [], at: place)
    default: bytes.replaceSubrange(place..<end, with: words.randomElement(using: &noise) ?? [])
    }
  }

  private static func overwrite(_ bytes: inout [UInt8], _ place: Int, _ noise: inout SplitMix) {
    let number = numbers.randomElement(using: &noise) ?? 0
    let width = [1, 2, 4, 8].randomElement(using: &noise) ?? 1
    for index in 0..<width where place + index < bytes.count {
      bytes[place + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
    }
  }
}
