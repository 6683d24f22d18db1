import Repartee
import Testing

@Suite struct ClauseSplitterTests {
  private func split(_ pieces: [String]) -> [String] {
    var splitter = ClauseSplitter()
    var clauses = pieces.flatMap { splitter.append($0) }
    if let last = splitter.finish() { clauses.append(last) }
    return clauses.map(\.text)
  }

  @Test(
    "Text is cut where it can be spoken",
    arguments: [
      ("Yes. We are open.", ["Yes.", "We are open."]),
      ("Dr. Chen is in.", ["Dr. Chen is in."]),
      ("It costs 3.50 today. Fine.", ["It costs 3.50 today.", "Fine."]),
      ("Well... maybe not.", ["Well...", "maybe not."]),
      ("He said \"no.\" Then he left.", ["He said \"no.\"", "Then he left."]),
      ("Really (are you sure?) I am.", ["Really (are you sure?)", "I am."]),
      ("It is 1,000 dollars.", ["It is 1,000 dollars."]),
      ("We open at 9:30 sharp.", ["We open at 9:30 sharp."]),
      ("今日は。元気？はい", ["今日は。", "元気？", "はい"]),
      ("Line one\nLine two", ["Line one", "Line two"]),
      ("...", []),
      ("", []),
    ])
  func cuts(text: String, expected: [String]) {
    #expect(split([text]) == expected)
    let streamed = split(text.map(String.init)).map(words)
    #expect(streamed == expected.map(words), "one character at a time")
  }

  private func words(_ clause: String) -> String { clause.filter { !"\").".contains($0) } }

  @Test("The first clause is cut early, later ones are not")
  func firstIsShort() {
    let text =
      "We are open from eight in the morning to six in the evening on every day of the week."
    #expect(split([text]).first == "We are open from eight in")
    let later = split(["Yes. " + text])
    #expect(later.count == 3)
  }

  @Test("A full stop after a plain word does not wait for what follows")
  func noLookAhead() {
    var splitter = ClauseSplitter()
    #expect(splitter.append("We are open.").map(\.text) == ["We are open."])
  }

  @Test("A full stop after a digit waits, because a decimal may follow")
  func decimalsWait() {
    var splitter = ClauseSplitter()
    #expect(splitter.append("It is 3.").isEmpty)
    #expect(splitter.append("5 miles.").map(\.text) == ["It is 3.5 miles."])
  }

  @Test("Nothing is lost or said twice, whatever the text")
  func conserves() {
    let words = ["one", "two,", "3.5", "Dr.", "end.", "why?", "a", "(b)", "\"c.\"", "…", "4:30"]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 1...60)).map { _ in words.randomElement(using: &random) ?? "" }
        .joined(separator: " ")
      let spoken = split(text.map(String.init)).joined(separator: " ")
      let letters = { (string: String) in string.filter { $0.isLetter || $0.isNumber } }
      #expect(letters(spoken) == letters(text))
    }
  }
}
