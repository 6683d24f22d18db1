import Testing

@testable import ReparteeTransports

struct LossPolicyTests {
  private static func policy(after losses: [Double]) -> LossPolicy {
    var policy = LossPolicy()
    for loss in losses { policy.report(loss) }
    return policy
  }

  @Test(
    "Redundancy comes with two bad reports or one very bad one",
    arguments: [
      ([], false), ([0.03], false), ([0.03, 0.03], true), ([0.2], true), ([0.03, 0, 0.03], false),
      ([0.02, 0.02, 0.02], false), ([.nan, .infinity], false),
    ] as [([Double], Bool)])
  func begins(losses: [Double], isLossy: Bool) {
    #expect(Self.policy(after: losses).isLossy == isLossy)
  }

  @Test("It goes after ten fine reports in a row, and not before")
  func ends() {
    let bad = [0.05, 0.05]
    #expect(Self.policy(after: bad + Array(repeating: 0, count: 9)).isLossy)
    #expect(!Self.policy(after: bad + Array(repeating: 0, count: 10)).isLossy)
    let broken = Array(repeating: 0.0, count: 9) + [0.015] + Array(repeating: 0, count: 9)
    #expect(Self.policy(after: bad + broken).isLossy)
  }

  @Test("What is told of losses follows the reports and stays between 0 and 1")
  func loss() {
    #expect(Self.policy(after: Array(repeating: 0.1, count: 30)).loss.rounded(to: 3) == 0.1)
    #expect((0...1).contains(Self.policy(after: [-5, 9, 9, 9]).loss))
  }
}

extension Double {
  fileprivate func rounded(to places: Int) -> Double {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
