import CAllocationCounter
import ReparteeAudio
import ReparteeCore
import Testing

/// The media plane runs for every block of every call: once it is warm, it asks the heap for nothing.
@Suite(
  .enabled(if: allocation_counter_works() != 0, "needs a C library whose malloc can be replaced"))
struct AllocationTests {
  private static let blocks = 1_200

  /// Allocations this thread makes in all calls of `body` after the first few.
  private func allocations(_ body: () -> Void) -> UInt64 {
    for _ in 0..<8 { body() }
    let before = allocation_count()
    for _ in 0..<Self.blocks { body() }
    return allocation_count() - before
  }

  @Test("The counter counts")
  func counts() {
    var kept: [[Float]] = []
    kept.reserveCapacity(2 * Self.blocks)
    let found = allocations { kept.append([Float](repeating: 0, count: 320)) }
    #expect(found == UInt64(Self.blocks))
    #expect(kept.count == Self.blocks + 8)
  }

  @Test("Rings", arguments: [AudioRing.Overflow.dropOldest, .dropNewest])
  func rings(overflow: AudioRing.Overflow) {
    var ring = AudioRing(capacity: 1_000, overflow: overflow)
    let input = [Float](repeating: 0.1, count: 320)
    var output = [Float](repeating: 0, count: 300)
    let found = allocations {
      ring.write(input.span)
      var span = output.mutableSpan
      _ = ring.read(into: &span)
    }
    #expect(found == 0)
    #expect(ring.dropped > 0)
  }

  @Test("Rate converters", arguments: RatePair.pairs + RatePair.odd)
  func converters(_ pair: RatePair) {
    var converter = RateConverter(from: pair.source, to: pair.target)
    let input = [Float](repeating: 0.1, count: pair.source.blockSize)
    var output = [Float](repeating: 0, count: pair.target.blockSize + 2)
    let found = allocations {
      var span = output.mutableSpan
      _ = converter.process(input.span, into: &span)
    }
    #expect(found == 0)
    #expect(output.contains { $0 > 0 })
  }

  @Test("G.711", arguments: G711.allCases)
  func codecs(law: G711) {
    var samples = [Float](repeating: 0.1, count: 160)
    var codes = [UInt8](repeating: 0, count: 160)
    let found = allocations {
      var bytes = codes.mutableSpan
      law.encode(samples.span, into: &bytes)
      var span = samples.mutableSpan
      law.decode(codes.span, into: &span)
    }
    #expect(found == 0)
  }

  @Test("Levels, mixing and fades")
  func levels() {
    let input = [Float](repeating: 0.1, count: 480)
    var sum = input
    var stereo = [Float](repeating: 0, count: 960)
    var fade = Fade(rate: .hz24000)
    var loudest: Float = 0
    let found = allocations {
      var span = sum.mutableSpan
      Mixer.scale(&span, by: 0.5)
      Mixer.add(input.span, gain: 0.3, to: &span)
      if fade.isOpen { fade.shut() } else { fade.open() }
      fade.apply(to: &span)
      var both = stereo.mutableSpan
      Mixer.interleave(left: sum.span, right: input.span, into: &both)
      loudest = max(loudest, Levels(sum.span).rmsDecibels)
    }
    #expect(found == 0)
    #expect(loudest > -60)
  }

  @Test("The echo check, while it searches and once it has learnt")
  func echo() {
    var check = EchoCheck()
    let voice = EchoScene.voice(seed: 7, seconds: 24.2)
    var block = [Float](repeating: 0, count: EchoScene.block)
    var at = 0
    let found = allocations {
      for index in 0..<EchoScene.block { block[index] = voice[at + index] }
      at += EchoScene.block
      check.played(block.span)
      _ = check.heard(block.span)
    }
    #expect(found == 0)
    #expect(check.delay == .zero)
  }

  @Test("Mel frames")
  func mel() {
    var analyzer = MelAnalyzer()
    var noise = Noise(seed: 5)
    let frame = noise.samples(MelAnalyzer.frame)
    var energies = [Float](repeating: 0, count: MelAnalyzer.bands)
    let found = allocations {
      var span = energies.mutableSpan
      analyzer.analyze(frame.span, energies: &span)
    }
    #expect(found == 0)
    #expect(energies.allSatisfy { $0 > 0 })
  }

  @Test(
    "Recording into a buffer that has the room", arguments: [WAVWriter.Encoding.pcm16, .float32])
  func writer(encoding: WAVWriter.Encoding) {
    var writer = WAVWriter(rate: .hz24000, channels: 2, encoding: encoding)
    let block = [Float](repeating: 0.1, count: 480)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(480 * 2 * 4)
    let found = allocations {
      bytes.removeAll(keepingCapacity: true)
      writer.append(left: block.span, right: block.span, to: &bytes)
    }
    #expect(found == 0)
    #expect(writer.frames == 480 * (Self.blocks + 8))
  }

  @Test("The whole way of a block, from a telephone to a recogniser and back")
  func path() {
    var up = RateConverter(from: .hz8000, to: .hz16000)
    var down = RateConverter(from: .hz24000, to: .hz8000)
    var ring = AudioRing(capacity: 4_800, overflow: .dropNewest)
    var codes = [UInt8](repeating: 0x55, count: 160)
    var narrow = [Float](repeating: 0, count: 160)
    var wide = [Float](repeating: 0, count: 320)
    var voice = [Float](repeating: 0.2, count: 480)
    let found = allocations {
      var span = narrow.mutableSpan
      G711.muLaw.decode(codes.span, into: &span)
      var heard = wide.mutableSpan
      _ = up.process(narrow.span, into: &heard)
      ring.write(voice.span)
      var said = voice.mutableSpan
      _ = ring.read(into: &said)
      span = narrow.mutableSpan
      _ = down.process(voice.span, into: &span)
      var bytes = codes.mutableSpan
      G711.muLaw.encode(narrow.span, into: &bytes)
    }
    #expect(found == 0)
  }
}
