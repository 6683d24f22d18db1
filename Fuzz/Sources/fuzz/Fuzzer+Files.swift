import Fuzzing
import Repartee
import ReparteeAudio
import ReparteeCore
import ReparteeTesting

/// What is read from files.
extension Fuzzer {
  static var wav: Fuzzer {
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

  static var journal: Fuzzer {
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

  /// A journal of a call, whose records reach the session whatever became of their checksums.
  static func replay() async throws -> Fuzzer {
    var scenario = Scenario(
      Agent("Test", instructions: "Be short.", greeting: "Hello."),
      caller: [
        .say("what time is it", .afterPrevious(.milliseconds(300))),
        .say("stop", .afterAgentStarts(.milliseconds(500))),
      ]
    ) { _ in "It is noon in the whole of the country." }
    scenario.hangUp = .afterQuiet(.milliseconds(500))
    let whole = try await scenario.run().journal
    // The decisions come again from the inputs; without them there is more to change in as many bytes.
    let records = JournalReader(whole)?.records.filter { $0.kind != .decision } ?? []
    let seeds = [1, 20, 60, records.count].map { JournalReader.magic + encoded(records.prefix($0)) }
    return Fuzzer(name: "replay", seeds: seeds) { bytes in
      _ = try? Replay(journal: bytes)
      guard let replay = try? Replay(journal: resealed(bytes)) else { return }
      precondition(replay.decisions >= 0, "Fewer decisions than none.")
    }
  }

  private static func encoded(_ records: some Sequence<JournalRecord>) -> [UInt8] {
    records.flatMap { $0.encoded() }
  }

  /// The same records, as far as their lengths tell, each with the checksum that it needs.
  private static func resealed(_ bytes: [UInt8]) -> [UInt8] {
    var reader = ByteReader(bytes.dropFirst(JournalReader.magic.count))
    var writer = ByteWriter()
    writer.write(raw: JournalReader.magic)
    while let length = reader.read(UInt32.self) {
      // A length that is beyond all is taken for that of the rest, so that what follows counts too.
      guard let body = reader.readBytes(min(Int(length), max(9, reader.remaining - 4))) else {
        break
      }
      _ = reader.read(UInt32.self)
      writer.write(UInt32(clamping: body.count))
      writer.write(raw: Array(body))
      writer.write(CRC32.checksum(body))
    }
    return writer.bytes
  }
}
