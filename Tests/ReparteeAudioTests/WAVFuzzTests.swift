import ReparteeAudio
import Testing

@Suite struct WAVFuzzTests {
  private static let seeds: [[UInt8]] =
    WAVSample.all.map {
      WAVBytes(tag: $0.tag, channels: 2, bits: $0.bits).file($0.bytes + $0.bytes)
    } + [
      WAVBytes(
        isExtensible: true, before: WAVBytes.chunk("JUNK", [1, 2, 3]),
        between: WAVBytes.chunk("LIST", Array("INFOISFT".utf8)), after: WAVBytes.chunk("id3 ", [7])
      ).file([1, 2, 3, 4])
    ]

  /// Changes that damaged files show, and some that attackers think of.
  private static func mutate(_ bytes: inout [UInt8], _ noise: inout Noise) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &noise)
    switch Int.random(in: 0..<6, using: &noise) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &noise)
    case 1: bytes[place] = [0, 0xFF, 0x7F, 0x80].randomElement(using: &noise) ?? 0
    case 2: bytes.removeLast(bytes.count - place)
    case 3: bytes.remove(at: place)
    case 4: bytes.insert(UInt8.random(in: .min ... .max, using: &noise), at: place)
    default:
      let value = [0, -1, 1, 0x7FFF_FFFF, bytes.count].randomElement(using: &noise) ?? 0
      let end = min(place + 4, bytes.count)
      bytes.replaceSubrange(place..<end, with: WAVBytes.little(value, end - place))
    }
  }

  @Test("Ten thousand damaged files are read or refused, and never more than they hold")
  func mutations() {
    var noise = Noise(seed: 2)
    var (read, refused) = (0, 0)
    for turn in 0..<10_000 {
      var bytes = Self.seeds[turn % Self.seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &noise) { Self.mutate(&bytes, &noise) }
      do throws(AudioError) {
        let file = try WAVFile.parse(bytes)
        #expect(file.samples.count <= bytes.count)
        #expect(file.samples.allSatisfy { abs($0) <= 1 })
        #expect(file.mono().count == file.frames)
        read += 1
      } catch {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(read > 1_000 && refused > 1_000)
  }
}
