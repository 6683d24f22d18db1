import Repartee
import Testing

@testable import ReparteeLocal

@Suite struct TextFrontEndTests {
  @Test("a sentence encodes with padding, spaces and word ranges")
  func encodes() {
    let table = SymbolTable(ids: ["a": 1, " ": 2, ".": 3])
    let sentence = Sentence(words: [
      PronouncedWord(source: 0..<1, phonemes: "a", spaceBefore: false),
      PronouncedWord(source: 2..<4, phonemes: "a.", spaceBefore: true),
    ])
    let encoded = table.encode(sentence)
    #expect(encoded.ids == [0, 1, 2, 1, 3, 0])
    #expect(encoded.words == [1..<2, 3..<5])
    #expect(sentence.phonemes == "a a.")
  }
}
