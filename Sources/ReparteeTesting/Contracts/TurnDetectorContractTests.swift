public import Repartee

/// What every `TurnDetector` promises, as checks that any test framework can run.
///
///     try await TurnDetectorContractTests(for: detector).run()
public struct TurnDetectorContractTests: Sendable {
  /// How far answers may lie apart that should be one: features kept up to date are rounded otherwise.
  private static let tolerance: Float = 0.02

  private let detector: any TurnDetector
  private let contract = Contract(role: "TurnDetector")

  public init(for detector: any TurnDetector) { self.detector = detector }

  /// - Throws: the first promise that is not kept.
  public func run() async throws(ContractViolation) {
    try contract.expect(!detector.model.name.isEmpty, "it has a name", found: "none")
    try await checkOddStreams()
    try await checkOwnership()
    try await checkPieces()
    try await checkIndependence()
    try await checkOverlap()
    let question = stream(hearing: TestSignal.buzz(16_000)).question()
    try contract.expectCancelled(
      await startedCancelled { () throws(ModelError) in try await question.answer() })
  }

  private func checkOddStreams() async throws(ContractViolation) {
    _ = try await answer(detector.makeStream().question())
    for lead in [0, -1, 16_001, 1 << 40, Int.max, Int.min] {
      let odd = stream(hearing: TestSignal.buzz(16_000))
      odd.beginTurn(lead: lead)
      _ = try await answer(odd.question())
    }
    for value in [Float.nan, .infinity, 1e30] {
      var samples = TestSignal.buzz(16_000)
      samples[9_000] = value
      let odd = stream(hearing: samples)
      odd.beginTurn(lead: 16_000)
      _ = try await answer(odd.question())
    }
  }

  private func checkOwnership() async throws(ContractViolation) {
    let stream = stream(hearing: TestSignal.buzz(16_000))
    stream.beginTurn(lead: 16_000)
    let question = stream.question()
    let before = try await answer(question)
    hear(TestSignal.noise(16_000), stream)
    stream.beginTurn(lead: 100)
    let after = try await answer(question)
    try contract.expect(
      before == after, "a question owns all it needs",
      found: "\(before), and \(after) once more had been heard")
  }

  private func checkPieces() async throws(ContractViolation) {
    let sound = TestSignal.buzz(12_000) + TestSignal.silence(3_000)
    let whole = stream(hearing: sound)
    let pieces = detector.makeStream()
    var position = 0
    for index in 0... where position < sound.count {
      let count = min([0, 1, 7, 160, 320, 513][index % 6], sound.count - position)
      hear(Array(sound[position..<(position + count)]), pieces)
      position += count
      if position == sound.count { break }
    }
    whole.beginTurn(lead: sound.count)
    pieces.beginTurn(lead: sound.count)
    let (a, b) = (try await answer(whole.question()), try await answer(pieces.question()))
    try contract.expect(
      abs(a - b) <= Self.tolerance, "audio may come in pieces of any count", found: "\(a) and \(b)")
  }

  private func checkIndependence() async throws(ContractViolation) {
    let sound = TestSignal.buzz(16_000)
    let alone = stream(hearing: sound)
    alone.beginTurn(lead: 16_000)
    let a = try await answer(alone.question())
    let first = detector.makeStream()
    let other = detector.makeStream()
    let noise = TestSignal.noise(16_000).map { $0 * 2 }
    for start in stride(from: 0, to: 16_000, by: 320) {
      hear(Array(sound[start..<(start + 320)]), first)
      hear(Array(noise[start..<(start + 320)]), other)
    }
    first.beginTurn(lead: 16_000)
    let b = try await answer(first.question())
    try contract.expect(
      abs(a - b) <= Self.tolerance, "streams are independent", found: "\(a) and \(b)")
  }

  private func checkOverlap() async throws(ContractViolation) {
    let question = stream(hearing: TestSignal.buzz(16_000)).question()
    let results = await overlapping(3) { _ throws(ModelError) in try await question.answer() }
    for result in results { try check(try contract.value(result, "answers may overlap")) }
  }

  private func stream(hearing samples: [Float]) -> any TurnStream {
    let stream = detector.makeStream()
    hear(samples, stream)
    return stream
  }

  private func hear(_ samples: [Float], _ stream: any TurnStream) { stream.append(samples.span) }

  private func answer(_ question: TurnQuestion) async throws(ContractViolation) -> Float {
    let probability = try contract.value(
      await outcome { () throws(ModelError) in try await question.answer() },
      "a question is answered, whatever was heard")
    try check(probability)
    return probability
  }

  private func check(_ probability: Float) throws(ContractViolation) {
    try contract.expect(
      (0...1).contains(probability), "a probability is from 0 to 1", found: "\(probability)")
  }
}
