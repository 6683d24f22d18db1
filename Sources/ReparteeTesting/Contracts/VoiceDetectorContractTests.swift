public import Repartee

/// What every `VoiceDetector` promises, as checks that any test framework can run.
///
///     try await VoiceDetectorContractTests(for: detector).run()
public struct VoiceDetectorContractTests: Sendable {
  private let detector: any VoiceDetector
  private let contract = Contract(role: "VoiceDetector")

  public init(for detector: any VoiceDetector) { self.detector = detector }

  /// - Throws: the first promise that is not kept.
  public func run() async throws(ContractViolation) {
    try contract.expect(!detector.model.name.isEmpty, "it has a name", found: "none")
    try contract.expect(detector.hop > 0, "a frame has samples", found: "\(detector.hop)")
    try checkSilence()
    try checkRange()
    try checkOddFrames()
    try checkIndependence()
    try checkReset()
  }

  private func checkSilence() throws(ContractViolation) {
    let stream = detector.makeStream()
    for index in 0..<50 {
      let probability = hear(TestSignal.silence(detector.hop), stream)
      try contract.expect(
        probability >= 0 && probability < 0.5, "silence is no speech",
        found: "\(probability) in frame \(index)")
    }
  }

  private func checkRange() throws(ContractViolation) {
    let stream = detector.makeStream()
    for gain in [Float(1), 2, 1e-20, 1_000, 1e30] {
      for frame in frames(of: TestSignal.noise(detector.hop * 8)) {
        let probability = hear(frame.map { $0 * gain }, stream)
        try contract.expect(
          (0...1).contains(probability), "a probability is from 0 to 1",
          found: "\(probability) at gain \(gain)")
      }
    }
  }

  private func checkOddFrames() throws(ContractViolation) {
    let stream = detector.makeStream()
    for count in [0, 1, detector.hop - 1, detector.hop + 1, detector.hop * 4]
    where count != detector.hop {
      let probability = hear(TestSignal.noise(count), stream)
      try contract.expect(
        probability == 0, "a frame of another size gives 0",
        found: "\(probability) for \(count) samples")
    }
    for value in [Float.nan, .infinity, -.infinity] {
      var frame = TestSignal.noise(detector.hop)
      frame[detector.hop / 2] = value
      let probability = hear(frame, stream)
      try contract.expect(
        probability == 0, "a frame with a sample that is not finite gives 0",
        found: "\(probability) for \(value)")
      let next = hear(TestSignal.noise(detector.hop), stream)
      try contract.expect(
        (0...1).contains(next), "a bad frame does not spoil the stream", found: "\(next)")
    }
  }

  private func checkIndependence() throws(ContractViolation) {
    let loud = detector.makeStream()
    let quiet = detector.makeStream()
    let alone = detector.makeStream()
    let sound = TestSignal.buzz(detector.hop * 20).map { $0 / 8 }
    for frame in frames(of: sound) {
      _ = hear(TestSignal.noise(detector.hop), loud)
      let (a, b) = (hear(frame, quiet), hear(frame, alone))
      try contract.expect(a == b, "streams are independent", found: "\(a) and \(b)")
      _ = hear(TestSignal.buzz(detector.hop), loud)
    }
    let late = detector.makeStream()
    let fresh = frames(of: sound).map { hear($0, late) }
    quiet.reset()
    let again = frames(of: sound).map { hear($0, quiet) }
    try contract.expect(
      fresh == again, "a new stream is in the initial state", found: "\(fresh) and \(again)")
  }

  private func checkReset() throws(ContractViolation) {
    let used = detector.makeStream()
    for frame in frames(of: TestSignal.noise(detector.hop * 30)) { _ = hear(frame, used) }
    used.reset()
    let fresh = detector.makeStream()
    for frame in frames(of: TestSignal.buzz(detector.hop * 10)) {
      let (a, b) = (hear(frame, used), hear(frame, fresh))
      try contract.expect(a == b, "reset forgets everything heard", found: "\(a) and \(b)")
    }
  }

  private func hear(_ frame: [Float], _ stream: any VoiceStream) -> Float {
    stream.process(frame.span)
  }

  private func frames(of samples: [Float]) -> [[Float]] {
    stride(from: 0, to: samples.count - detector.hop + 1, by: detector.hop).map {
      Array(samples[$0..<($0 + detector.hop)])
    }
  }
}
