import ReparteeAudio
import ReparteeCore
import Testing

@Suite struct WAVWriterTests {
  @Test(
    "What is written is read again",
    arguments: [WAVWriter.Encoding.pcm16, .pcm24, .float32, .muLaw, .aLaw], [1, 2, 6])
  func returns(encoding: WAVWriter.Encoding, channels: Int) throws {
    var noise = Noise(seed: 1)
    let samples = noise.samples(channels * 100)
    let bytes = WAVWriter.file(samples, rate: .hz24000, channels: channels, encoding: encoding)
    let file = try WAVFile.parse(bytes)
    #expect(file.rate == .hz24000 && file.channels == channels && file.frames == 100)
    let tolerance: Float =
      switch encoding {
      case .pcm16: 0.500_01 / 32_768
      case .pcm24: 0.501 / 8_388_608
      case .float32: 0
      // The widest step of either law, halved.
      case .muLaw, .aLaw: 0.5 / 16
      }
    // The loudest positive step lies one below full scale.
    #expect(zip(samples, file.samples).allSatisfy { abs($0 - $1) <= tolerance || $0 > 0.9999 })
    let again = WAVWriter.file(file.samples, rate: .hz24000, channels: channels, encoding: encoding)
    #expect(again == bytes)
  }

  @Test("The bytes of a small file are as the form lays down")
  func golden() {
    let bytes = WAVWriter.file([0, 1, -1, 0.5], rate: .hz8000, channels: 2)
    let expected: [UInt8] =
      Array("RIFF".utf8) + [44, 0, 0, 0] + Array("WAVEfmt ".utf8)
      + [16, 0, 0, 0, 1, 0, 2, 0, 0x40, 0x1F, 0, 0, 0, 0x7D, 0, 0, 4, 0, 16, 0]
      + Array("data".utf8) + [8, 0, 0, 0, 0, 0, 0xFF, 0x7F, 0, 0x80, 0, 0x40]
    #expect(bytes == expected)
  }

  @Test("A recording survives its process", arguments: [WAVWriter.Encoding.pcm16, .float32])
  func survives(encoding: WAVWriter.Encoding) throws {
    var writer = WAVWriter(rate: .hz16000, encoding: encoding)
    var disk = writer.header
    let start = disk.count
    var body: [UInt8] = []
    for turn in 0..<5 {
      body.removeAll(keepingCapacity: true)
      writer.append([0.25, 0.5].span, to: &body)
      disk += body
      // Dead before the header was ever written again: the file is a streamed one.
      #expect(try WAVFile.parse(disk).frames == 2 * (turn + 1))
    }
    #expect(writer.header.count == start)
    disk.replaceSubrange(0..<start, with: writer.header)
    #expect(
      try WAVFile.parse(disk).samples == [0.25, 0.5, 0.25, 0.5, 0.25, 0.5, 0.25, 0.5, 0.25, 0.5])
    // Dead between samples and header: what the header knows is there.
    disk += body
    #expect(try WAVFile.parse(disk).frames == 10)
  }

  @Test("Two channels are interleaved, and the shorter one ends in silence")
  func stereo() throws {
    var writer = WAVWriter(rate: .hz24000, channels: 2)
    var body: [UInt8] = []
    writer.append(left: [0.5, 0.25].span, right: [-0.5].span, to: &body)
    let file = try WAVFile.parse(writer.header + body)
    #expect(file.channel(0) == [0.5, 0.25])
    #expect(file.channel(1) == [-0.5, 0])
  }

  @Test("Too loud is clipped, and what is no number is silence")
  func insane() throws {
    let samples: [Float] = [2, -2, .nan, .infinity, -.infinity]
    let pcm = try WAVFile.parse(WAVWriter.file(samples, rate: .hz8000))
    let top = Float(32_767) / 32_768
    #expect(pcm.samples == [top, -1, 0, top, -1])
    let float = WAVWriter.file(samples, rate: .hz8000, encoding: .float32)
    #expect(try WAVFile.parse(float).samples == [1, -1, 0, 0, 0])
  }
}
