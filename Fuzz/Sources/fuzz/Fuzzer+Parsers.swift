import ReparteeAudio
import ReparteeCore

extension Fuzzer {
  static var all: [Fuzzer] { [wav, journal] }

  private static var wav: Fuzzer {
    let samples = (0..<24).map { Float($0) / 24 - 0.5 }
    var seeds = [WAVWriter.Encoding.pcm16, .float32].flatMap { encoding in
      [1, 2, 3].map {
        WAVWriter.file(samples, rate: .hz16000, channels: $0, encoding: encoding)
      }
    }
    // The same with other kinds of samples: the tag stands at byte 20, the bits at 34.
    for (tag, bits) in [(1, 8), (1, 24), (1, 32), (3, 64), (6, 8), (7, 8), (0xFFFE, 16)] {
      var seed = seeds[0]
      seed[20] = UInt8(tag & 0xFF)
      seed[21] = UInt8(tag >> 8)
      seed[34] = UInt8(bits)
      seeds.append(seed)
    }
    return Fuzzer(name: "wav", seeds: seeds) { bytes in
      guard let file = try? WAVFile.parse(bytes) else { return }
      precondition(file.samples.count <= bytes.count, "More samples than bytes.")
      precondition(file.samples.allSatisfy { abs($0) <= 1 }, "A sample beyond full scale.")
      precondition(file.mono().count == file.frames, "Frames were lost in mixing.")
      precondition(file.channel(1).count == file.frames, "A channel of another length.")
    }
  }

  private static var journal: Fuzzer {
    let records = (0..<4).map { number in
      JournalRecord(
        kind: .init(UInt8(number)), time: .milliseconds(Int64(number) * 20),
        payload: Array(repeating: UInt8(number), count: number * 9))
    }
    let whole = JournalReader.magic + records.flatMap { $0.encoded() }
    return Fuzzer(name: "journal", seeds: [whole, JournalReader.magic]) { bytes in
      guard let reader = JournalReader(bytes) else { return }
      let size = reader.records.reduce(0) { $0 + $1.payload.count }
      precondition(size <= bytes.count, "More was read than there is.")
      if reader.tail == .clean {
        let again = JournalReader.magic + reader.records.flatMap { $0.encoded() }
        precondition(again == bytes, "A clean journal is not what was written.")
      }
    }
  }
}
