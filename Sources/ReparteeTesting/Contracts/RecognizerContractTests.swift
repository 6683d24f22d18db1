public import Repartee

/// What every `SpeechRecognizer` promises, as checks that any test framework can run.
///
///     try await RecognizerContractTests(for: recognizer, speech: recording).run()
public struct RecognizerContractTests: Sendable {
  private let recognizer: any SpeechRecognizer
  private let speech: [Float]?
  private let contract = Contract(role: "SpeechRecognizer")

  /// - Parameters:
  ///   - recognizer: the adapter; it is called several dozen times.
  ///   - speech: 16 kHz mono, -1…1, a second or two of clear words, silent at the end. Without it the
  ///     checks that need words are left out.
  public init(for recognizer: any SpeechRecognizer, speech: [Float]? = nil) {
    self.recognizer = recognizer
    self.speech = speech
  }

  /// - Throws: the first promise that is not kept.
  public func run() async throws(ContractViolation) {
    try contract.expect(
      recognizer.models.allSatisfy { !$0.name.isEmpty } && !recognizer.models.isEmpty,
      "it names its models", found: "\(recognizer.models.map(\.name))")
    for effort in [SpeechSegment.Effort.partial, .final] {
      try await checkNothingSaid(effort)
      try await checkOddSegments(effort)
      try await checkSpeech(effort)
    }
    try await checkCancellation()
    try await checkOverlap()
  }

  private func checkNothingSaid(_ effort: SpeechSegment.Effort) async throws(ContractViolation) {
    for count in [0, 1, 100, 8_000, 32_000] {
      let transcript = try await transcribe(
        segment(TestSignal.silence(count), effort), "silence of any length is no error")
      try contract.expect(
        transcript.text.isEmpty, "silence gives an empty transcript",
        found: "'\(transcript.text)' in \(count) samples of silence")
    }
  }

  private func checkOddSegments(_ effort: SpeechSegment.Effort) async throws(ContractViolation) {
    let sound = speech ?? TestSignal.buzz(16_000)
    for end in [-1, 0, sound.count + 1, Int.max, Int.min] {
      let odd = SpeechSegment(samples: sound, speechEnd: end, effort: effort)
      try check(
        try await transcribe(odd, "an end of speech outside the segment is no error"), of: odd)
    }
    for value in [Float.nan, .infinity, -.infinity, 1e30] {
      var samples = TestSignal.silence(16_000)
      samples[8_000] = value
      let odd = segment(samples, effort)
      let result = await outcome { () throws(ModelError) in try await recognizer.transcribe(odd) }
      let transcript = try contract.valueOrRefusal(
        result, "a sample that is \(value) gives a transcript or is refused as .invalid")
      if let transcript { try check(transcript, of: odd) }
    }
  }

  private func checkSpeech(_ effort: SpeechSegment.Effort) async throws(ContractViolation) {
    guard let speech else { return }
    var spoken = segment(speech, effort)
    let first = try await transcribe(spoken, "speech is transcribed")
    try contract.expect(
      !first.text.isEmpty, "speech gives words", found: "an empty transcript (\(effort))")
    try check(first, of: spoken)
    spoken.draft = first
    try check(try await transcribe(spoken, "a draft is no hindrance"), of: spoken)
    spoken.draft = Transcript(text: "quite another text", tokens: [.max, -1, 0])
    try check(try await transcribe(spoken, "a draft that is nonsense is no hindrance"), of: spoken)
  }

  private func checkCancellation() async throws(ContractViolation) {
    let long = segment(speech ?? TestSignal.buzz(32_000), .final)
    try contract.expectCancelled(
      await startedCancelled { [recognizer] () throws(ModelError) in
        try await recognizer.transcribe(long)
      })
  }

  private func checkOverlap() async throws(ContractViolation) {
    let sound = segment(speech ?? TestSignal.buzz(16_000), .final)
    let results = await overlapping(3) { [recognizer] _ throws(ModelError) in
      try await recognizer.transcribe(sound)
    }
    for result in results {
      try check(try contract.value(result, "calls may overlap"), of: sound)
    }
  }

  private func segment(_ samples: [Float], _ effort: SpeechSegment.Effort) -> SpeechSegment {
    SpeechSegment(samples: samples, speechEnd: samples.count, effort: effort)
  }

  private func transcribe(
    _ segment: SpeechSegment, _ promise: String
  ) async throws(ContractViolation) -> Transcript {
    try contract.value(
      await outcome { () throws(ModelError) in try await recognizer.transcribe(segment) }, promise)
  }

  private func check(
    _ transcript: Transcript, of segment: SpeechSegment
  ) throws(ContractViolation) {
    let text = transcript.text
    try contract.expect(
      text.first?.isWhitespace != true && text.last?.isWhitespace != true, "the text is trimmed",
      found: "'\(text)'")
    var reached = 0.0
    let end = Double(segment.samples.count) / 16_000 + 0.05
    for part in transcript.parts {
      try contract.expect(
        part.start >= reached && part.end >= part.start && part.end <= end,
        "parts follow one another inside the segment",
        found: "\(part.start)…\(part.end) s after \(reached) s, of \(end) s")
      reached = part.start
    }
  }
}
