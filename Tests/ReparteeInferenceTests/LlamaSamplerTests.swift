import Repartee
import Testing

@testable import ReparteeInference

@Suite("Picking tokens")
struct LlamaSamplerTests {
  private func pick(_ sampler: inout LlamaSampler, _ logits: [Float]) -> Int32? {
    var logits = logits
    return logits.withUnsafeMutableBufferPointer { sampler.pick(from: $0) }
  }

  @Test("Without temperature the most probable is picked, the first of equals")
  func greedy() {
    var sampler = LlamaSampler(Sampling())
    #expect(pick(&sampler, [1, 3, 2, 3]) == 1)
    #expect(pick(&sampler, [-5, -.infinity, -4]) == 2)
  }

  @Test("Logits that are no numbers are passed over; if none is a number, nothing is picked")
  func notNumbers() {
    var sampler = LlamaSampler(Sampling())
    #expect(pick(&sampler, [.nan, 1, .nan]) == 1)
    #expect(pick(&sampler, [.nan, .nan]) == nil)
    #expect(pick(&sampler, []) == nil)
    var warm = LlamaSampler(Sampling(temperature: 1))
    #expect(pick(&warm, [.nan, .nan]) == nil)
  }

  @Test("The same seed picks the same tokens, another seed others")
  func seeds() {
    let logits: [Float] = Array(repeating: 1, count: 1000)
    func tokens(_ seed: UInt64) -> [Int32?] {
      var sampler = LlamaSampler(Sampling(temperature: 1, seed: seed))
      return (0..<20).map { _ in pick(&sampler, logits) }
    }
    #expect(tokens(7) == tokens(7))
    #expect(tokens(7) != tokens(8))
  }

  @Test("Tokens come as often as their probability says")
  func frequencies() {
    var sampler = LlamaSampler(Sampling(temperature: 1, seed: 1))
    let picked = (0..<10_000).map { _ in pick(&sampler, [0, 1.0986123]) }
    let share = Double(picked.count { $0 == 1 }) / 10_000
    #expect(abs(share - 0.75) < 0.02)
  }

  @Test("Top-p leaves out the tail")
  func topP() {
    var sampler = LlamaSampler(Sampling(temperature: 1, topP: 0.7, seed: 3))
    for _ in 0..<200 { #expect(pick(&sampler, [2, 2, -1, -1]) ?? 9 < 2) }
    var narrow = LlamaSampler(Sampling(temperature: 1, topP: 0, seed: 3))
    for _ in 0..<50 { #expect(pick(&narrow, [2, 2.1, 0]) == 1) }
  }

  @Test("A penalty makes what was said less probable, whatever the sign of its logit")
  func penalty() {
    var sampler = LlamaSampler(Sampling(repetitionPenalty: 2))
    #expect(pick(&sampler, [3, 2, -9]) == 0)
    #expect(pick(&sampler, [3, 2, -9]) == 1)
    var negative = LlamaSampler(Sampling(repetitionPenalty: 2))
    #expect(pick(&negative, [-2, -3]) == 0)
    #expect(pick(&negative, [-2, -3]) == 1)
  }
}
