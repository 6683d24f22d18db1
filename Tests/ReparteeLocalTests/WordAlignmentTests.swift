import Testing

@testable import ReparteeLocal

@Suite("Words of a transcript against those that were said") struct WordAlignmentTests {
  @Test(
    "tells which words were heard",
    arguments: [
      ("a b c", "a b c", [true, true, true], 0), ("a b c", "a c", [true, false, true], 1),
      ("a b c", "a x c", [true, false, true], 1), ("a b c", "", [false, false, false], 3),
      ("a b c", "x a b y c", [true, true, true], 2), ("", "a b", [], 2),
      ("a b a b", "b a", [false, true, true, false], 2),
    ])
  func words(said: String, heard: String, isRight: [Bool], errors: Int) {
    let alignment = WordAlignment(
      said.split(separator: " ").map(String.init), heard.split(separator: " ").map(String.init))
    #expect(alignment.isRight == isRight)
    #expect(alignment.errors == errors)
  }

  @Test("has as many errors as the word error rate")
  func rate() {
    let (said, heard) = ("Call me at nine, please.", "Fall me nine police please")
    var rate = WordErrorRate()
    rate.add(said: said, heard: heard)
    #expect(WordAlignment(said: said, heard: heard).errors == rate.errors)
  }
}
