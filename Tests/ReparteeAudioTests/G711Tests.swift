import ReparteeAudio
import ReparteeCore
import Testing

/// The laws as ITU-T G.711's tables 1 and 2 lay them down: segments of 16 steps, each twice the size of those
/// before, and between two levels the value from which on the higher one is sent.
struct G711Definition: Sendable {
  /// Of the positive codes, quietest first, on a scale of 16 bits.
  var levels: [Int]
  /// The least magnitude that is sent as each level.
  var decisions: [Int]
  /// The byte on the wire for each positive level; flipping `sign` makes it negative.
  var codes: [UInt8]
  let sign: UInt8 = 0x80

  static let muLaw: G711Definition = {
    var (levels, decisions) = ([0], [0])
    // Steps of 2 up to 31, then of 4 up to 95, and so on: thirteen bits and a sign.
    var edge = 1
    for segment in 0..<8 {
      let step = 2 << segment
      for _ in 0..<(segment == 0 ? 15 : 16) {
        decisions.append(edge)
        levels.append(edge + step / 2)
        edge += step
      }
    }
    return G711Definition(
      levels: levels.map { $0 * 4 }, decisions: decisions.map { $0 * 4 },
      codes: (0..<128).map { 0xFF - UInt8($0) })
  }()

  static let aLaw: G711Definition = {
    var (levels, decisions) = ([Int](), [Int]())
    var edge = 0
    for segment in 0..<8 {
      let step = segment < 2 ? 2 : 2 << (segment - 1)
      for _ in 0..<16 {
        decisions.append(edge)
        levels.append(edge + step / 2)
        edge += step
      }
    }
    // Twelve bits and a sign; every other bit on the wire is turned over.
    return G711Definition(
      levels: levels.map { $0 * 8 }, decisions: decisions.map { $0 * 8 },
      codes: (0..<128).map { (0x80 | UInt8($0)) ^ 0x55 })
  }()

  static func of(_ law: G711) -> G711Definition { law == .muLaw ? muLaw : aLaw }

  /// The code for a sample that lies on no decision value.
  func code(_ sample: Int) -> UInt8 {
    let level = decisions.lastIndex { $0 <= abs(sample) } ?? 0
    return sample < 0 ? codes[level] ^ sign : codes[level]
  }
}

@Suite struct G711Tests {
  @Test("Every code stands for its level", arguments: G711.allCases)
  func decodes(law: G711) {
    let definition = G711Definition.of(law)
    for (level, code) in zip(definition.levels, definition.codes) {
      #expect(Int(law.decode(code)) == level)
      #expect(Int(law.decode(code ^ definition.sign)) == -level)
    }
    #expect(Set(definition.codes).count == 128)
  }

  @Test("Every sample gets the code of its step", arguments: G711.allCases)
  func encodes(law: G711) {
    let definition = G711Definition.of(law)
    var wrong = 0
    for sample in -32_768...32_767 {
      // The value between two steps goes to either; samples are cut to 14 or 13 bits before.
      let unit = law == .muLaw ? 4 : 16
      guard abs(sample) % unit != 0, sample.magnitude < 32_600 else { continue }
      if law.encode(Int16(sample)) != definition.code(sample) { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(law.encode(.max) == definition.codes[127])
    #expect(law.encode(.min) == definition.codes[127] ^ 0x80)
  }

  @Test("Decoding and encoding again gives the code back", arguments: G711.allCases)
  func returns(law: G711) {
    for code in UInt8.min...UInt8.max {
      // The µ-law has two zeros.
      let expected = law == .muLaw && code == 0x7F ? 0xFF : code
      #expect(law.encode(law.decode(code)) == expected)
    }
  }

  @Test("All 65536 samples are coded as in the ITU's own test files", arguments: G711.allCases)
  func golden(law: G711) {
    let codes = (Int16.min...Int16.max).map { law.encode($0) }
    #expect(CRC32.checksum(codes[...]) == (law == .muLaw ? 0x6399_D432 : 0x9133_796E))
    let levels = codes.flatMap { code in
      let level = UInt16(bitPattern: law.decode(code))
      return [UInt8(truncatingIfNeeded: level), UInt8(level >> 8)]
    }
    #expect(CRC32.checksum(levels[...]) == (law == .muLaw ? 0x6364_1C01 : 0xABCE_AA69))
  }

  @Test("Blocks are coded as their samples are", arguments: G711.allCases)
  func blocks(law: G711) {
    let codes = Array(UInt8.min...UInt8.max)
    var samples = [Float](repeating: 0, count: 256)
    var output = samples.mutableSpan
    law.decode(codes.span, into: &output)
    #expect(samples == codes.map { Float(law.decode($0)) / 32_768 })
    var back = [UInt8](repeating: 0, count: 256)
    var bytes = back.mutableSpan
    law.encode(samples.span, into: &bytes)
    #expect(back == codes.map { law.encode(law.decode($0)) })
  }

  @Test("Loud samples are clipped and what is no number is silence", arguments: G711.allCases)
  func insane(law: G711) {
    let samples: [Float] = [2, -2, .infinity, -.infinity, .nan]
    var codes = [UInt8](repeating: 0, count: 5)
    var bytes = codes.mutableSpan
    law.encode(samples.span, into: &bytes)
    let (top, bottom) = (law.encode(.max), law.encode(.min))
    #expect(codes == [top, bottom, top, bottom, law.encode(0)])
  }
}
