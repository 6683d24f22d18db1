import ReparteeCore
import Testing

@testable import ReparteeTurn

@Suite struct EndOfTurnWaitTests {
  private func judged(
    _ probability: Float?, _ words: WordsSoFar = .plain, _ expecting: Expectation = .open,
    pace: CallerPace = CallerPace(), _ change: (inout EndOfTurn.Limits) -> Void = { _ in }
  ) -> EndOfTurn.Wait {
    var limits = EndOfTurn.Limits()
    change(&limits)
    return EndOfTurn.wait(
      probability: probability, words: words, expecting: expecting, pace: pace, limits: limits)
  }

  private func slowPace(_ pause: Int64) -> CallerPace {
    var pace = CallerPace()
    for _ in 0..<30 { pace.paused(.milliseconds(pause), wentOn: true) }
    return pace
  }

  @Test("a sure detector gives the least wait, one that is sure of more the longest")
  func ends() {
    let limits = EndOfTurn.Limits()
    #expect(judged(1).length == limits.minimum)
    #expect(judged(0).length == limits.maximum)
    #expect(judged(0.9).reason == .detector(0.9))
  }

  @Test("words that need more hold the wait up, whole answers bring it down")
  func words() {
    let limits = EndOfTurn.Limits()
    #expect(judged(1, .dangling).length == limits.dangling)
    #expect(judged(1, .filler).length == limits.dangling)
    #expect(judged(1, .inNumber).length == limits.number)
    #expect(judged(1, .inSpelling).length == limits.spelling)
    #expect(judged(1, .inNumber).reason == .words(.inNumber))
    #expect(judged(0.3, .answer).length < judged(0.3).length)
    #expect(judged(0.3, .complete).length < judged(0.3).length)
    #expect(judged(0.3, .answer).length < judged(0.3, .complete).length)
    #expect(judged(0.5, .plain, .number).length > judged(0.5).length)
  }

  @Test("a held wait is never shorter than the detector's own")
  func heldIsNoShorter() {
    for step in 0...100 {
      let probability = Float(step) / 100
      for words in [WordsSoFar.dangling, .filler, .inNumber, .inSpelling] {
        #expect(judged(probability, words).length >= judged(probability).length)
      }
    }
  }

  @Test("no answer of the detector, or none that is a number, is a moderate wait")
  func undetected() {
    let limits = EndOfTurn.Limits()
    #expect(judged(nil).length == limits.undetected)
    #expect(judged(nil).reason == .undetected)
    #expect(judged(.nan) == judged(nil))
    #expect(judged(.infinity) == judged(nil))
    #expect(judged(nil, .dangling).length == limits.dangling)
    #expect(judged(-3).length == limits.maximum)
    #expect(judged(7).length == limits.minimum)
  }

  @Test("a caller who pauses long is waited for, as far as the detector doubts")
  func pace() {
    let slow = slowPace(1_500)
    #expect(judged(0.6, pace: slow).length > judged(0.6).length)
    #expect(judged(1, pace: slow).length == judged(1).length)
    #expect(judged(0.6, pace: slow) { $0.paceShare = 0 }.length == judged(0.6).length)
    #expect(judged(0.6, pace: slow).reason == .pace(slow.pause))
  }

  @Test("patience stretches what is waited beyond the minimum and nothing else")
  func patience() {
    let limits = EndOfTurn.Limits()
    for probability in [Float(0.4), 0.7, 0.9] {
      let one = judged(probability).length - limits.minimum
      let two = judged(probability) { $0.patience = 2 }.length
      let expected = min(limits.minimum + one + one, limits.maximum)
      #expect(abs((two - expected).milliseconds) < 0.001)
    }
    #expect(judged(0.2) { $0.patience = 0 }.length == limits.minimum)
    #expect(judged(0.2) { $0.patience = .nan } == judged(0.2))
  }

  @Test("the wait falls with the probability, without a jump, and stays within its limits")
  func monotoneContinuousBounded() {
    let limits = EndOfTurn.Limits()
    for words in WordsSoFar.allCases {
      for expecting in Expectation.allCases {
        for pace in [CallerPace(), slowPace(400), slowPace(1_900)] {
          var before = MediaTime.milliseconds(1_000_000)
          for step in 0...1_000 {
            let now = judged(Float(step) / 1_000, words, expecting, pace: pace).length
            #expect(now <= before && now >= limits.minimum && now <= limits.maximum)
            if step > 0 { #expect((before - now).milliseconds < 10) }
            before = now
          }
        }
      }
    }
  }

  @Test("no setting, however odd, takes the wait out of its limits")
  func oddSettings() {
    let lengths: [MediaTime] = [
      .zero, .milliseconds(-5), .milliseconds(90), MediaTime(nanoseconds: .max),
      MediaTime(nanoseconds: .min),
    ]
    let factors = [0, -1, 0.5, 1e300, .nan, .infinity, -Double.infinity]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var limits = EndOfTurn.Limits()
      for path in [
        \EndOfTurn.Limits.minimum, \.maximum, \.undetected, \.dangling, \.number, \.spelling,
        \.answer,
      ] where Bool.random(using: &generator) {
        limits[keyPath: path] = lengths.randomElement(using: &generator) ?? .zero
      }
      limits.patience = factors.randomElement(using: &generator) ?? 1
      limits.paceShare = factors.randomElement(using: &generator) ?? 1
      let probability = [nil, Float.nan, 0, 0.5, 1, -1, 9].randomElement(using: &generator) ?? nil
      let length = EndOfTurn.wait(
        probability: probability,
        words: WordsSoFar.allCases.randomElement(using: &generator) ?? .plain,
        expecting: .number, pace: slowPace(700), limits: limits
      ).length
      let least = max(limits.minimum, .zero)
      #expect(length >= least && length <= max(limits.maximum, least))
    }
  }

  @Test("a reason can be read")
  func reasons() {
    #expect(EndOfTurn.Reason.detector(0.934).description == "detector 0.93")
    #expect(EndOfTurn.Reason.detector(0.05).description == "detector 0.05")
    #expect(EndOfTurn.Reason.detector(1).description == "detector 1.00")
    #expect(EndOfTurn.Reason.words(.inNumber).description == "number in progress")
    #expect(
      EndOfTurn.Reason.pace(.milliseconds(420)).description == "the caller's pauses, 420 ms")
    let all = WordsSoFar.allCases.map { EndOfTurn.Reason.words($0).description }
    #expect(Set(all).count == WordsSoFar.allCases.count)
  }
}
