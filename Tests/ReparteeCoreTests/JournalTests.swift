import ReparteeCore
import Testing

@Suite struct JournalTests {
  private let records = (0..<20).map { index in
    JournalRecord(
      kind: .input, time: .milliseconds(Int64(index)),
      payload: Array(repeating: UInt8(index), count: index))
  }

  private var bytes: [UInt8] { JournalReader.magic + records.flatMap { $0.encoded() } }

  @Test("What was written is read")
  func roundTrip() throws {
    let reader = try #require(JournalReader(bytes))
    #expect(reader.records == records)
    #expect(reader.tail == .clean)
  }

  @Test("A journal cut anywhere gives its whole records")
  func cut() throws {
    for length in 4..<bytes.count {
      let reader = try #require(JournalReader(Array(bytes.prefix(length))))
      #expect(Array(records.prefix(reader.records.count)) == reader.records)
      if case .corrupt = reader.tail { Issue.record("a cut is not damage") }
    }
  }

  @Test("One flipped bit is found, and what stands before it is read")
  func flipped() throws {
    for index in 4..<bytes.count {
      var damaged = bytes
      damaged[index] ^= 0x10
      let reader = try #require(JournalReader(damaged))
      #expect(reader.tail != .clean)
      #expect(Array(records.prefix(reader.records.count)) == reader.records)
    }
  }

  @Test("The checksum is that of ISO 3309: 'check' value of the catalogue of CRC parameters")
  func checksum() {
    #expect(CRC32.checksum(Array("123456789".utf8)[...]) == 0xCBF4_3926)
  }

  @Test("Times and samples convert without loss of whole samples")
  func times() {
    for count in [0, 1, 319, 320, 44_100, 10_000_001] {
      #expect(MediaTime.samples(count, at: .hz16000).samples(at: .hz16000) == count)
    }
    #expect(MediaTime.samples(24_000, at: .hz24000) == .seconds(1))
  }
}
