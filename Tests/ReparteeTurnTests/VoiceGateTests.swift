import ReparteeCore
import ReparteeTurn
import Testing

@Suite struct VoiceGateTests {
  private func edges(_ probabilities: [Float]) -> [VoiceGate.Edge] {
    var gate = VoiceGate()
    return probabilities.enumerated().compactMap { index, probability in
      gate.handle(probability: probability, at: .milliseconds(Int64(32 * (index + 1))))
    }
  }

  @Test("Speech begins with its first frame and ends with its last")
  func edges() {
    let found = edges([0, 0, 0.9, 0.9, 0.9, 0, 0, 0])
    #expect(found == [.started(at: .milliseconds(64)), .stopped(at: .milliseconds(160))])
  }

  @Test("A click of one frame is no speech, a stop of one frame is no silence")
  func short() {
    #expect(edges([0, 0.9, 0, 0]).isEmpty)
    #expect(edges([0.9, 0.9, 0.1, 0.9, 0.9]) == [.started(at: .zero)])
  }

  @Test("Between the thresholds it stays what it was")
  func hysteresis() {
    #expect(edges([0.9, 0.9, 0.4, 0.4, 0.4]) == [.started(at: .zero)])
    #expect(edges([0.4, 0.4, 0.4]).isEmpty)
  }
}
