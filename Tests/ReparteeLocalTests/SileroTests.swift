import Repartee
import ReparteeInference
import ReparteeLocal
import Testing

private let installed = ConditionTrait.enabled(
  if: ModelHome.standard.has("models/silero/silero_vad_openvino_16k.onnx"), "run ./repartee setup")

@Suite(installed) struct SileroTests {
  static let sets = SileroInstructionSet.allCases.filter(\.isSupported)

  @Test(
    "Probabilities are the reference's, with every instruction set of this machine", arguments: sets
  )
  func golden(set: SileroInstructionSet) throws {
    let detector = try SileroVoiceDetector(memory: .everything, instructions: set)
    let found = probabilities(detector.makeStream(), SileroSignal.samples)
    #expect(found.count == SileroSignal.expected.count)
    for (frame, (found, expected)) in zip(found, SileroSignal.expected).enumerated() {
      #expect(abs(found - expected) <= 1e-4, "frame \(frame): \(found) for \(expected)")
    }
  }

  @Test(
    "Probabilities are those of ONNX Runtime on the reference's own file",
    .enabled(
      if: ModelHome.standard.has("lib/libonnxruntime.so", "models/silero/silero_vad.onnx"),
      "run ./repartee setup"))
  func reference() throws {
    let stream = try SileroVoiceDetector(memory: .everything).makeStream()
    let found = probabilities(stream, SileroSignal.samples)
    let expected = try SileroReference().probabilities(SileroSignal.samples)
    let worst = zip(found, expected).map { abs($0 - $1) }.max()
    #expect(expected.count == 100)
    #expect(worst ?? 1 <= 1e-4)
  }

  @Test("Streams do not hear one another, and a reset makes a stream new")
  func independence() throws {
    let detector = try SileroVoiceDetector()
    let alone = probabilities(detector.makeStream(), SileroSignal.samples)
    let first = detector.makeStream()
    let second = detector.makeStream()
    var mixed: [Float] = []
    for frame in frames(of: SileroSignal.samples) {
      mixed.append(first.process(frame.span))
      _ = second.process([Float](repeating: 0.3, count: 512).span)
    }
    #expect(mixed == alone)
    second.reset()
    #expect(probabilities(second, SileroSignal.samples) == alone)
  }

  @Test("What is no frame of audio counts as silence and does no harm")
  func badFrames() throws {
    let stream = try SileroVoiceDetector().makeStream()
    #expect(stream.process([Float]().span) == 0)
    #expect(stream.process([Float](repeating: 0, count: 511).span) == 0)
    for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      var frame = [Float](repeating: 0.1, count: 512)
      frame[300] = value
      #expect(stream.process(frame.span) == 0)
    }
    for value in [Float.greatestFiniteMagnitude, -1e30, .leastNonzeroMagnitude] {
      let probability = stream.process([Float](repeating: value, count: 512).span)
      #expect((0...1).contains(probability))
    }
    let after = probabilities(stream, SileroSignal.samples)
    #expect(after.allSatisfy { (0...1).contains($0) })
    #expect(after[20...50].contains { $0 > 0.9 })
  }

  @Test("Quiet puts the network back to its start, but no sooner than after 10 s")
  func resets() throws {
    let forgetting = try SileroVoiceDetector().makeStream()
    let remembering = try SileroVoiceDetector(memory: .everything).makeStream()
    let quiet = [Float](repeating: 0, count: 512)
    var same = 0
    for _ in 0..<312 where forgetting.process(quiet.span) == remembering.process(quiet.span) {
      same += 1
    }
    #expect(same == 312)
    let fresh = try SileroVoiceDetector().makeStream()
    let (a, b) = (forgetting.process(quiet.span), remembering.process(quiet.span))
    #expect(a == fresh.process(quiet.span))
    #expect(a != b)
  }

  @Test("A stream remembers no more than 2 KB")
  func size() { #expect(SileroStream.stateBytes <= 2048) }

  @Test("Any damage to the file is refused, or leaves finite weights, and never crashes")
  func damage() throws {
    let file = try ModelHome.standard.contents(of: "models/silero/silero_vad_openvino_16k.onnx")
    var random = SteadyRandom(seed: 7)
    for length in [0, 1, 100, 5_000, file.count / 2, file.count - 1] {
      let error = #expect(throws: ModelError.self) {
        try SileroVoiceDetector(file: Array(file.prefix(length)), name: "cut.onnx")
      }
      #expect(error?.code == .invalid)
      #expect(error?.message.contains("cut.onnx") == true)
    }
    for _ in 0..<20 {
      var damaged = file
      for _ in 0..<1 + random.next(20) {
        damaged[random.next(file.count)] = UInt8(random.next(256))
      }
      if let detector = try? SileroVoiceDetector(file: damaged, name: "damaged.onnx") {
        let found = probabilities(detector.makeStream(), SileroSignal.samples)
        #expect(found.allSatisfy { (0...1).contains($0) })
      }
    }
  }

  @Test("Another model is refused by the name of what it lacks")
  func otherModel() throws {
    let error = #expect(throws: ModelError.self) {
      try SileroVoiceDetector(file: [0x3a, 0x00], name: "other.onnx")
    }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("decoder.decoder.2.bias") == true)
  }
}

/// Numbers that are the same in every run.
struct SteadyRandom {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  /// 0..<bound.
  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }
}

func frames(of samples: [Float]) -> [[Float]] {
  stride(from: 0, to: samples.count - 511, by: 512).map { Array(samples[$0..<$0 + 512]) }
}

func probabilities(_ stream: any VoiceStream, _ samples: [Float]) -> [Float] {
  frames(of: samples).map { stream.process($0.span) }
}
