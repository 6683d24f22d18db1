import ReparteeCore
import Testing

@testable import ReparteeTransports

struct OpusTests {
  /// Encodes at 24 kHz and decodes at 16 kHz; a packet for which `isLost` says so is concealed or recovered.
  private static func pass(
    _ samples: [Float], mode: OpusEncoder.Mode, isLost: (Int) -> Bool = { _ in false },
    recovers: Bool = false
  ) throws -> [Float] {
    var encoder = try OpusEncoder(rate: .hz24000)
    encoder.setMode(mode)
    encoder.setLoss(0.2)
    let decoder = try OpusDecoder(rate: .hz16000)
    var result: [Float] = []
    var packet = [UInt8](repeating: 0, count: OpusEncoder.largest)
    var block = [Float](repeating: 0, count: 320)
    var wasLost = false
    for index in 0..<(samples.count / 480) {
      let input = Array(samples[(index * 480)..<((index + 1) * 480)])
      let count = try #require(
        packet.withUnsafeMutableBytes { encoder.encode(input.span, into: $0) })
      var output = block.mutableSpan
      if isLost(index) {
        if !recovers {
          let isDone = decoder.conceal(320, into: &output)
          #expect(isDone); result += block
        }
        wasLost = true
        continue
      }
      if wasLost, recovers {
        let isDone = decoder.recover(320, before: packet.span.extracting(0..<count), into: &output)
        #expect(isDone)
        result += block
      }
      wasLost = false
      output = block.mutableSpan
      let decoded = decoder.decode(packet.span.extracting(0..<count), into: &output)
      #expect(decoded == 320)
      result += block
    }
    return result
  }

  @Test("Speech-like sound survives", arguments: [OpusEncoder.Mode.lowDelay, .lossy])
  func roundTrip(mode: OpusEncoder.Mode) throws {
    let decoded = try Self.pass(Voice.samples(seconds: 2, rate: .hz24000), mode: mode)
    let original = Voice.samples(seconds: 2, rate: .hz16000)
    let (gain, _) = Voice.bestGain(of: original, in: decoded, lags: 0...200)
    #expect(gain > 12)
  }

  @Test("A packet tells of the one before it, in the lossy mode only, and better than a guess")
  func recovery() throws {
    let sound = Voice.samples(seconds: 3, rate: .hz24000)
    let original = Voice.samples(seconds: 3, rate: .hz16000)
    let isLost = { (index: Int) in index > 10 && index % 5 == 0 }
    let guessed = try Self.pass(sound, mode: .lossy, isLost: isLost)
    let recovered = try Self.pass(sound, mode: .lossy, isLost: isLost, recovers: true)
    #expect(guessed.count == recovered.count)
    let (less, _) = Voice.bestGain(of: original, in: guessed, lags: 0...200)
    let (more, _) = Voice.bestGain(of: original, in: recovered, lags: 0...200)
    #expect(more > less + 2)
  }

  @Test("Noise is no packet that traps, and short buffers are refused")
  func noise() throws {
    let decoder = try OpusDecoder(rate: .hz16000)
    var random = Seeded(seed: 11)
    var block = [Float](repeating: 0, count: 1_920)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      var output = block.mutableSpan
      let count = decoder.decode(bytes.span, into: &output)
      #expect(count ?? 1 <= 1_920)
      if let samples = OpusDecoder.samples(in: bytes.span, rate: .hz16000) {
        #expect(samples <= 1_920)
      }
      output = block.mutableSpan
      _ = decoder.recover(320, before: bytes.span, into: &output)
    }
    var few = [Float](repeating: 0, count: 7)
    var output = few.mutableSpan
    let isDone = decoder.conceal(7, into: &output)
    #expect(!isDone)
    #expect(throws: WebRTCError.self) {
      _ = try OpusDecoder(rate: try #require(SampleRate(22_050)))
    }
  }
}
