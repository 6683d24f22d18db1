import Testing

@testable import ReparteeTurn

@Suite struct EndOfTurnAnswersTests {
  private func probability(_ answers: [Float]) -> Float? {
    var heard = SilenceAnswers()
    for answer in answers { heard.add(answer) }
    return heard.probability
  }

  @Test("before the first answer there is no probability, and the first one is it")
  func first() {
    #expect(probability([]) == nil)
    #expect(probability([0.3]) == 0.3)
    #expect(probability([.nan]) == nil)
    #expect(probability([.nan, 0.3, .infinity]) == 0.3)
  }

  @Test("a detector that believes in silence does not talk a clear no away")
  func silenceAlone() throws {
    let unfinished = try #require(probability([0.02, 0.1, 0.5, 0.8, 0.9, 0.95, 0.97]))
    #expect(unfinished < 0.3)
  }

  @Test("later answers correct a first one that was wrong")
  func corrects() throws {
    let finished = try #require(probability([0.3, 0.97, 0.98, 0.98]))
    #expect(finished > 0.55)
    let unfinished = try #require(probability([0.9, 0.2, 0.1, 0.1]))
    #expect(unfinished < 0.7)
  }

  @Test("it lies between the lowest and the highest answer, however many there are")
  func between() throws {
    var generator = SystemRandomNumberGenerator()
    for count in [1, 2, 5, 100, 3_000] {
      let answers = (0..<count).map { _ in Float.random(in: 0...1, using: &generator) }
      let value = try #require(probability(answers))
      let (low, high) = (try #require(answers.min()), try #require(answers.max()))
      #expect(value >= low - 1e-6 && value <= high + 1e-6)
    }
    #expect(probability([9, -4]).map { $0 <= 1 && $0 >= 0 } == true)
  }
}
