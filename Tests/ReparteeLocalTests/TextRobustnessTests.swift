import Repartee
import Testing

@testable import ReparteeLocal

/// Steps through numbers that look random and are always the same.
private struct Dice {
  var state: UInt64
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: state >> 33) % sides
  }
}

@Suite struct TextRobustnessTests {
  private static let shreds = [
    "a", "I", "the", "$", "€5", "1", "99", "0", "1,000", "3.5", "-", "–", "—", ".", "..", ",", ":",
    ";",
    "!", "?", "/", "\\", "(", ")", "[", "]", "](/", "/)", "{", "}", "<", ">", "<b>", "&amp;", "&",
    "*",
    "**", "_", "`", "~", "|", "#", "# ", "@", "a@b.co", "http://", "www.", ".com", "%", "°C", "'",
    "\"",
    "’", "“", "½", "²", "\n", "\n\n", "\t", " ", "  ", "\u{0}", "\u{7F}", "\u{FEFF}", "\u{200D}",
    "😀",
    "🇩🇪", "日", "ж", "ω", "é", "e\u{301}", "\u{301}", "ﬁ", "Ａ", "\u{F0000}", "\u{10FFFF}", "am",
    "p.m.",
    "Dr.", "St.", "No.", "Jan", "Monday", "IV", "king", "to", "x", "km", "k", "555", "0134", "+",
    "=",
    "n't", "'s", "used", "USD", "Rs", "ext.", "w/", "e.g.", "10:30", "1/2", "2024-01-02", "911",
  ]

  private func random(_ dice: inout Dice) -> String {
    var text = ""
    for _ in 0..<(1 + dice.roll(24)) {
      text += Self.shreds[dice.roll(Self.shreds.count)]
      if dice.roll(3) == 0 { text += " " }
    }
    return text
  }

  @Test("5000 random strings are normalised, and every range lies in its request")
  func fuzzNormalizer() {
    var dice = Dice(state: 7)
    var lexicon = UserLexicon()
    for round in 0..<5000 {
      let text = random(&dice)
      if round == 2500 {
        lexicon = UserLexicon(["the IV": "ðə", "am": "æm", "": "x", "a@b.co": "A"])
      }
      let result = TextNormalizer.normalize(text, lexicon: lexicon)
      let size = text.utf8.count
      let sound =
        zip(result.starts, result.ends).allSatisfy { $0 <= $1 && Int($1) <= size }
        && result.starts.count == result.count && result.ends.count == result.count
      #expect(sound, "\(text.debugDescription)")
      let sentences = SentenceSplitter.sentences(result.scalars)
      let covered = sentences.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= result.count }
      #expect(covered, "\(text.debugDescription)")
      for sentence in sentences { _ = Tokenizer().tokens(result.scalars, in: sentence) }
    }
  }

  @Test(
    "5000 random strings are pronounced, with words in order and sentences in bounds",
    .enabled(if: TextFixture.isInstalled, "run ./repartee setup"))
  func fuzzPronouncer() throws {
    let pronouncer = try TextFixture.pronouncer()
    var dice = Dice(state: 11)
    for _ in 0..<5000 {
      let text = random(&dice)
      for sentence in try pronouncer.pronounce(text) {
        #expect(!sentence.words.isEmpty)
        #expect(
          sentence.phonemes.unicodeScalars.count <= Sentence.limit, "\(text.debugDescription)")
        for word in sentence.words {
          let fits = word.source.lowerBound >= 0 && word.source.upperBound <= text.utf8.count
          #expect(fits && !word.phonemes.isEmpty, "\(text.debugDescription)")
        }
      }
    }
  }

  @Test(
    "100 kB of anything is pronounced",
    .enabled(if: TextFixture.isInstalled, "run ./repartee setup"),
    arguments: ["word ", "a", "5:", "Hello there. ", "(", "[", "日本"])
  func long(shred: String) throws {
    let text = String(repeating: shred, count: 100_000 / shred.utf8.count)
    let sentences = try TextFixture.pronouncer().pronounce(text)
    #expect(sentences.allSatisfy { $0.phonemes.unicodeScalars.count <= Sentence.limit })
    if shred == "Hello there. " { #expect(sentences.count == 100_000 / 13) }
  }

  @Test(
    "damaged tables are refused",
    arguments: [
      "", "{", "[]", "{\"a\":}", "{\"a\":\"b\"", "{\"a\" \"b\"}", "{\"a\":{\"b\":1}", "null", "{}",
      "{\"a\":\"b\"}x", "{\"a\":\"b", "{\"a\\", "{\"\\ud800\":\"b\"}", "\u{0}\u{1}",
      "{\"a\":[[[[[[[[",
    ])
  func damaged(json: String) {
    let bytes = Array(json.utf8)
    #expect(throws: ModelError.self) { try PhonemeDictionary(json: bytes, name: "gold") }
    #expect(throws: ModelError.self) { try TaggerModel(json: bytes, name: "tagger") }
    if json != "{}" {
      #expect(throws: ModelError.self) { try Tokenizer(json: bytes, name: "exceptions") }
      #expect(throws: ModelError.self) { try SymbolTable(json: bytes, name: "vocab") }
    }
  }

  @Test("a missing directory says what to do")
  func missing() {
    let error = #expect(throws: ModelError.self) {
      try PronunciationAssets(directory: "/nowhere/at/all")
    }
    #expect(error?.code == .missing)
    #expect(error?.message.contains("./repartee setup") == true)
  }

  @Test("dictionary entries of every kind, and capitals")
  func dictionary() throws {
    let json = #"{"cat":"kˈæt","Rome":"ɹˈOm","read":{"DEFAULT":"ɹˈid","VBD":"ɹˈɛd","NOUN":null}}"#
    let words = try PhonemeDictionary(json: Array(json.utf8), name: "test")
    #expect(words["cat"] == .one("kˈæt"))
    #expect(words["Cat"] == .one("kˈæt"))
    #expect(words["rome"] == .one("ɹˈOm"))
    #expect(words["CAT"] == nil)
    #expect(words["dog"] == nil)
    #expect(words["read"] == .several(["DEFAULT": "ɹˈid", "VBD": "ɹˈɛd", "NOUN": ""]))
  }
}
