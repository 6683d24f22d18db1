import Repartee
import Testing

@testable import ReparteeLocal

@Suite("Words of the voice")
struct VoiceWordTests {
  private func word(_ source: Range<Int>, _ phonemes: String) -> PronouncedWord {
    PronouncedWord(source: source, phonemes: phonemes, spaceBefore: source.lowerBound > 0)
  }

  @Test("Words sound as long as their symbols, two units ahead of them")
  func alignment() {
    // pad 10 | h i | space | y u . | pad
    let words = [word(0..<2, "hi"), word(3..<7, "yu.")]
    let spoken = WordAligner.align(
      words, [1..<3, 4..<7], durations: [10, 3, 2, 1, 2, 9, 6, 1])
    #expect(spoken.map(\.text) == [0..<2, 3..<7])
    #expect(spoken.map(\.samples.lowerBound) == [8 * 600, 14 * 600])
    // The last sound is nine units long, but a pause follows: four of them are heard.
    #expect(spoken.map(\.samples.upperBound) == [13 * 600, 20 * 600])
  }

  @Test("Parts of one word of the text are one spoken word")
  func parts() {
    let words = [word(0..<2, "fˈɔɹ"), word(0..<2, "ti"), word(3..<4, "a")]
    let spoken = WordAligner.align(
      words, [1..<5, 5..<7, 8..<9], durations: [4] + Array(repeating: 2, count: 9))
    #expect(spoken.map(\.text) == [0..<2, 3..<4])
    #expect(spoken[0].samples == 2 * 600..<14 * 600)
  }

  @Test("Ranges past the end and odd durations give no trap")
  func nonsense() {
    let spoken = WordAligner.align(
      [word(0..<1, "a"), word(1..<2, "."), word(2..<2, "")], [1..<9, 9..<10, 10..<10],
      durations: [0, 0, 1])
    #expect(spoken.allSatisfy { $0.samples.lowerBound <= $0.samples.upperBound })
  }

  @Test("A long first sentence is cut behind a clause, once")
  func openingSplit() {
    let clause = (0..<12).map { word($0 * 4..<$0 * 4 + 3, $0 == 7 ? "abcdefg," : "abcdefgh") }
    let sentences = OpeningSplit.apply(to: [
      Sentence(words: clause + clause), Sentence(words: clause),
    ])
    #expect(sentences.map(\.words.count) == [8, 16, 12])
    #expect(sentences[1].words[0].spaceBefore == false)
    #expect(OpeningSplit.apply(to: [Sentence(words: Array(clause.prefix(9)))]).count == 1)
  }

  @Test(
    "Long text is cut into small pieces that join to the whole",
    arguments: [
      "", "short", String(repeating: "A sentence of some words. ", count: 4_000),
      String(repeating: "x", count: 9_000), String(repeating: "日本語テキスト", count: 2_000),
      String(repeating: "no stop at all ", count: 900), String(repeating: "\u{301}", count: 5_000),
    ])
  func pieces(text: String) {
    var joined = ""
    for (piece, offset) in TextPieces(text) {
      #expect(offset == joined.utf8.count)
      #expect(piece.utf8.count <= TextPieces.most)
      #expect(!piece.contains("\u{fffd}"))
      joined += piece
    }
    #expect(Array(joined.utf8) == Array(text.utf8))
  }
}
