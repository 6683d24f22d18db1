import ReparteeAudio
import ReparteeCore
import Testing

/// A kind of samples, the bytes of some, and what they are.
struct WAVSample: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var tag: Int
  var bits: Int
  var bytes: [UInt8]
  var expected: [Float]

  static func bytes<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
    values.flatMap { value in
      (0..<T.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> T($0 * 8)) }
    }
  }

  static let all = [
    WAVSample(
      testDescription: "8-bit", tag: 1, bits: 8, bytes: [0, 128, 192], expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "16-bit", tag: 1, bits: 16, bytes: bytes([Int16.min, 0, 16_384]),
      expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "24-bit", tag: 1, bits: 24, bytes: [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40],
      expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "32-bit", tag: 1, bits: 32, bytes: bytes([Int32.min, 0, 1 << 30]),
      expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "float", tag: 3, bits: 32,
      bytes: bytes([Float(-1), 0, 0.5].map(\.bitPattern)), expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "double", tag: 3, bits: 64,
      bytes: bytes([-1, 0, 0.5].map(\.bitPattern)), expected: [-1, 0, 0.5]),
    WAVSample(
      testDescription: "A-law", tag: 6, bits: 8, bytes: [0xD5, 0x55, 0x80],
      expected: [8 / 32_768, -8 / 32_768, 5_504 / 32_768]),
    WAVSample(
      testDescription: "µ-law", tag: 7, bits: 8, bytes: [0xFF, 0, 0x80],
      expected: [0, -32_124 / 32_768, 32_124 / 32_768]),
  ]
}

@Suite struct WAVFileTests {
  @Test("Every kind of samples is read", arguments: WAVSample.all)
  func kinds(_ sample: WAVSample) throws {
    for extensible in [false, true] {
      let form = WAVBytes(tag: sample.tag, bits: sample.bits, isExtensible: extensible)
      let file = try WAVFile.parse(form.file(sample.bytes))
      #expect(file.samples == sample.expected)
      #expect(file.rate == .hz16000 && file.channels == 1 && !file.isTruncated)
      let stereo = WAVBytes(tag: sample.tag, channels: 3, bits: sample.bits)
      let three = try WAVFile.parse(stereo.file(sample.bytes))
      #expect(three.frames == 1 && three.channel(2) == [sample.expected[2]])
    }
  }

  @Test("Samples to the left of a wider container are read")
  func containers() throws {
    let form = WAVBytes(bits: 24, blockAlign: 4)
    let file = try WAVFile.parse(form.file(WAVSample.bytes([Int32.min, 1 << 30])))
    #expect(file.samples == [-1, 0.5])
    let twelve = WAVBytes(bits: 12, blockAlign: 2)
    #expect(try WAVFile.parse(twelve.file([0, 0x40])).samples == [0.5])
  }

  @Test(
    "What the frame's size says is not believed when it makes no sense", arguments: [0, 1, 7, 999])
  func blockAlign(width: Int) throws {
    let file = try WAVFile.parse(WAVBytes(blockAlign: width).file([0, 0x40, 0, 0x80]))
    #expect(file.samples == [0.5, -1])
  }

  @Test("Channels are told apart, and mixed evenly")
  func channels() throws {
    let data = WAVSample.bytes([Int16](arrayLiteral: 16_384, 0, -16_384, -32_768))
    let file = try WAVFile.parse(WAVBytes(channels: 2).file(data))
    #expect(file.channel(0) == [0.5, -0.5])
    #expect(file.channel(1) == [0, -1])
    #expect(file.mono() == [0.25, -0.75])
    #expect(file.channel(7) == [0, 0])
    #expect(file.channel(-1) == [0, 0])
  }

  @Test(
    "A streamed file is read to its end", arguments: [0, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x8000_0000])
  func streamed(length: Int) throws {
    let file = try WAVFile.parse(WAVBytes(statedLength: length).file([0, 0x40, 0, 0x80, 1]))
    #expect(file.samples == [0.5, -1])
    #expect(!file.isTruncated)
  }

  @Test("A file cut short holds what is there, and says so")
  func truncated() throws {
    let file = try WAVFile.parse(WAVBytes(statedLength: 1_000).file([0, 0x40, 0, 0x80, 1]))
    #expect(file.samples == [0.5, -1])
    #expect(file.isTruncated)
  }

  @Test("No samples are no error, also in front of another chunk")
  func empty() throws {
    #expect(try WAVFile.parse(WAVBytes().file([])).samples.isEmpty)
    let tail = WAVBytes.chunk("LIST", [1, 2, 3, 4])
    #expect(try WAVFile.parse(WAVBytes(after: tail).file([])).samples.isEmpty)
  }

  @Test(
    "Other chunks are stepped over, also odd ones without their filling byte",
    arguments: [true, false])
  func junk(padded: Bool) throws {
    let chunk = WAVBytes.chunk("junk", [1, 2, 3], padded: padded)
    let list = WAVBytes.chunk("LIST", Array("INFO".utf8))
    let form = WAVBytes(before: chunk, between: list + chunk, after: list)
    #expect(try WAVFile.parse(form.file([0, 0x40])).samples == [0.5])
  }

  @Test("Samples may stand in front of their format")
  func reversed() throws {
    let data = WAVBytes.chunk("data", [0, 0x40])
    let file = try WAVFile.parse(WAVBytes(before: data).file([9, 9]))
    #expect(file.samples == [0.5])
  }

  @Test("What is no number is silence, and what is too loud is clipped")
  func insane() throws {
    let floats: [Float] = [.nan, .infinity, -.infinity, 2, -1e30, 0.25]
    let file = try WAVFile.parse(
      WAVBytes(tag: 3, bits: 32).file(WAVSample.bytes(floats.map(\.bitPattern))))
    #expect(file.samples == [0, 0, 0, 1, -1, 0.25])
  }
}
