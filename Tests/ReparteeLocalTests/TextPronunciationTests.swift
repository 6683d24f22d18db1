import Repartee
import ReparteeInference
import Testing

@testable import ReparteeLocal

/// The installed tables, loaded once.
enum TextFixture {
  static let isInstalled = ModelHome.standard.has(
    "models/hibari/vocab.json", "models/hibari/us_gold.json", "models/hibari/us_silver.json",
    "models/hibari/tagger.json", "models/hibari/tokenizer_exceptions.json")

  private static let assets = Result { () throws(ModelError) in
    try PronunciationAssets(directory: ModelHome.standard.root + "/models/hibari")
  }

  static func pronouncer() throws(ModelError) -> EnglishPronouncer {
    EnglishPronouncer(assets: try assets.get(), oov: SilentSpeller())
  }
}

@Suite(.enabled(if: TextFixture.isInstalled, "run ./repartee setup"))
struct TextPronunciationTests {
  private func phonemes(_ text: String, _ lexicon: [String: String] = [:]) throws -> [String] {
    try TextFixture.pronouncer().pronounce(text, lexicon: UserLexicon(lexicon)).map(\.phonemes)
  }

  @Test(
    "sentences as the voice's training read them",
    arguments: [
      ("Hello there.", "həlˈO ðˈɛɹ."),
      (
        "Your appointment is confirmed for Tuesday at half past three.",
        "jˌʊɹ əpˈYntmənt ɪz kənfˈɜɹmd fɔɹ tˈuzdˌA æt hˈæf pˈæst θɹˈi."
      ),
      ("I'm going to read the article.", "ˌIm ɡˈOɪŋ tə ɹˈid ði ˈɑɹTəkᵊl."),
      ("I like U.S. cars.", "ˌI lˈIk jˌuˈɛs kˈɑɹz."),
      ("He was J. R. Smith.", "hˌi wʌz ʤˈA ˈɑɹ smˈɪθ."),
      ("The 1990s and 1905.", "ðə nˌIntˈin nˈIndiz ænd nˌIntˈin ˈO fˈIv."),
      ("1st 21st 100th", "fˈɜɹst twˈɛnti fˈɜɹst wˈʌn hˈʌndɹədθ"),
      (
        "Room 101, Apt. 4B, COVID-19",
        "ɹˈum wˈʌn hˈʌndɹəd wˈʌn, əpˈɑɹtmənt fˈɔɹ bˈi, kˈOvˌɪd nˌIntˈin"
      ),
      ("It's 3.14 or 50%.", "ˌɪts θɹˈi pYnt wˈʌn fˈɔɹ ɔɹ fˈɪfti pəɹsˈɛnt."),
      ("Chapter IV and World War II.", "ʧˈæptəɹ fˈɔɹ ænd wˈɜɹld wˈɔɹ tˈu."),
      (
        "They haven't paid the residents' fees.",
        "ðˌA hˈævᵊnt pˈAd ðə ɹˈɛzədᵊnts fˈiz."
      ),
      ("Call 555-0134.", "kˈɔl fˈIv fˈIv fˈIv, ˈO wˈʌn θɹˈi fˈɔɹ."),
      (
        "It costs $1,249.99.",
        "ˌɪt kˈɔsts wˈʌn θˈWzᵊnd tˈu hˈʌndɹəd fˈɔɹTi nˈIn dˈɑləɹz ænd nˈIndi nˈIn sˈɛnts."
      ),
    ])
  func golden(text: String, expected: String) throws {
    #expect(try phonemes(text) == [expected])
  }

  @Test("acronyms that are words and acronyms that are letters")
  func acronyms() throws {
    #expect(try phonemes("NASA") == ["nˈæsə"])
    #expect(try phonemes("FBI") == ["ˌɛfbˌiˈI"])
  }

  @Test("the same letters by their part of speech and by what follows")
  func context() throws {
    #expect(try phonemes("I will record it.").joined().contains("ɹəkˈɔɹd"))
    #expect(try phonemes("A new record.").joined().contains("ɹˈɛkəɹd"))
    #expect(try phonemes("the apple") == ["ði ˈæpᵊl"])
    #expect(try phonemes("the pear") == ["ðə pˈɛɹ"])
    #expect(try phonemes("I used to go.").joined().contains("jˈust"))
  }

  @Test("readings of the user and of the text win")
  func readings() throws {
    #expect(try phonemes("Say [Repartee](/ɹˌɛpɑɹtˈi/) now.") == ["sˈA ɹˌɛpɑɹtˈi nˈW."])
    let lexicon = ["repartee": "ɹˌɛpɑɹtˈi", "maple street": "mˈApᵊl"]
    #expect(try phonemes("Repartee's Maple Street.", lexicon) == ["ɹˌɛpɑɹtˈiz mˈApᵊl."])
  }

  @Test("sentences end where they end")
  func sentences() throws {
    let text = "Hello there. How are you? Dr. Smith left at 3 p.m. Then he came\nback… or not."
    #expect(try phonemes(text).count == 4)
    #expect(try phonemes("日本語 😀 --- !!!") == [])
    #expect(try phonemes("") == [])
  }

  @Test("words know their place in the request, with the punctuation that follows")
  func offsets() throws {
    let text = "\"Hello,\" she said (quietly) — Zoë owes $1,249.99, 😀 **now**! Call 555-0134."
    let bytes = Array(text.utf8)
    let words = try TextFixture.pronouncer().pronounce(text).flatMap(\.words)
    let sources = words.map { String(decoding: bytes[$0.source], as: UTF8.self) }
    #expect(
      sources == [
        "Hello,", "she", "said", "(quietly) —", "Zoë", "owes", "$1,249.99,", "now**!", "Call",
        "555-0134.",
      ])
    for (before, after) in zip(words, words.dropFirst()) {
      #expect(before.source.upperBound <= after.source.lowerBound)
    }
  }

  @Test("a long sentence is cut at a pause")
  func cut() throws {
    let clause = "and then we walked along the river to the old mill by the bridge, "
    let sentences = try TextFixture.pronouncer().pronounce(String(repeating: clause, count: 12))
    #expect(sentences.count > 1)
    #expect(sentences.dropLast().allSatisfy { $0.phonemes.hasSuffix(",") })
  }

  @Test("an unknown word is spelled out when the speller has no idea")
  func unknown() throws {
    #expect(try phonemes("qzxv") == [WordReaderLetters.qzxv])
  }
}

private enum WordReaderLetters { static let qzxv = "kjˌuzˌiˌɛksvˈi" }
