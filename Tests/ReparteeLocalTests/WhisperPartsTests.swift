import Repartee
import ReparteeInference
import Testing

@testable import ReparteeLocal

@Suite("Whisper's parts")
struct WhisperPartsTests {
  @Test(
    "Runs of three words that come again are cut",
    arguments: [
      ("Please hold the line. Please hold the line.", "Please hold the line."),
      ("call me back please, Call me back please. Call", "call me back please,"),
      ("no no no no no no", "no no no no no no"),
      ("one two one two", "one two one two"),
      ("", ""),
    ])
  func loops(text: String, expected: String) {
    #expect(WhisperLoopGuard.unrepeated(text) == expected)
  }

  @Test("A repeated end is noticed at three tokens, not before")
  func repeatedTokens() {
    #expect(WhisperLoopGuard.repeated(at: [9, 1, 2, 3, 1, 2, 3]) == 3)
    #expect(WhisperLoopGuard.repeated(at: [9, 1, 2, 1, 2]) == nil)
    #expect(WhisperLoopGuard.repeated(at: [Int]()) == nil)
  }

  @Test(
    "Stage directions go",
    arguments: [
      ("(upbeat music)", ""), ("[BLANK_AUDIO]", ""), ("♪ la ♪", "la"), ("*sighs* Hello.", "Hello."),
      ("Hello (door closes) there", "Hello there"), ("open (never closed", "open"),
    ])
  func stageDirections(text: String, expected: String) {
    #expect(WhisperSpeechGuard.withoutStageDirections(text) == expected)
  }

  @Test("A phantom phrase goes only when the model doubts that anybody spoke")
  func phantoms() {
    let sure = WhisperReading(noSpeech: 0.01, confidence: -0.2)
    let unsure = WhisperReading(noSpeech: 0.4, confidence: -0.5)
    let silent = WhisperReading(noSpeech: 0.9, confidence: -1.5)
    #expect(WhisperSpeechGuard.checked(" Thank you.", sure) == "Thank you.")
    #expect(WhisperSpeechGuard.checked(" Thank you.", unsure).isEmpty)
    #expect(WhisperSpeechGuard.checked(" A table for two.", unsure) == "A table for two.")
    #expect(WhisperSpeechGuard.checked(" A table for two.", silent).isEmpty)
  }

  @Test("Windows cover everything, are short enough and stay put while the segment grows")
  func windows() {
    var samples = [Float](repeating: 0.1, count: 100_000)
    for index in 30_000..<33_000 { samples[index] = 0 }
    let all = WhisperWindows.ranges(of: samples.span, count: samples.count, longest: 40_000)
    #expect(all.first?.lowerBound == 0 && all.last?.upperBound == 100_000)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(all.allSatisfy { $0.count <= 40_000 })
    #expect((30_000...33_000).contains(all[0].upperBound))
    let part = WhisperWindows.ranges(of: samples.span, count: 60_000, longest: 40_000)
    #expect(part[0] == all[0])
    #expect(WhisperWindows.ranges(of: samples.span, count: -1, longest: 0).isEmpty)
  }

  @Test("A draft round-trips, and tokens that are no draft are ignored")
  func drafts() {
    let tokens = WhisperDraft.tokens([[1, 2], [], [3]], by: .partial)
    var draft = WhisperDraft(Transcript(text: "a b c", tokens: tokens))
    #expect(draft.settled(0, by: .partial) == [1, 2])
    #expect(draft.settled(2, by: .partial) == nil)
    #expect(draft.settled(0, by: .final) == nil)
    #expect(draft.window(2, by: .partial, sharing: false) == [3])
    draft.advance(past: "x y")
    #expect(draft.rest == "c")
    for garbage: [Int32] in [[], [7], [1, -1], [1, 5, 1], [.max, .max], [1, .max]] {
      let draft = WhisperDraft(Transcript(text: "a", tokens: garbage))
      #expect(draft.window(0, by: .partial, sharing: true) == nil)
    }
  }

  @Test(
    "Files that are not what they should be are invalid",
    arguments: ["", "{}", "[1]", #"{"tokens":["a"]}"#, #"{"tokens":["\u4e00","a"]}"#, "\u{0}"])
  func garbage(text: String) {
    let file = Array(text.utf8)
    #expect { try WhisperVocabulary(file: file, name: "x", count: 2) } throws: {
      ($0 as? ModelError)?.code == .invalid
    }
    #expect { try WhisperConfiguration(file: file, name: "x") } throws: {
      ($0 as? ModelError)?.code == .invalid
    }
  }

  @Test("Characters spread over tokens are put together, and broken ones replaced")
  func bytes() throws {
    // U+00C3 and U+00A9 stand for the two bytes of "é"; U+0120 for a space.
    let file = Array(#"{"tokens":["a","Ã","©","Ġb"]}"#.utf8)
    let vocabulary = try WhisperVocabulary(file: file, name: "x", count: 4)
    #expect(vocabulary.text([0, 1, 2, 3]) == "aé b")
    #expect(vocabulary.text([1, 0]) == "\u{FFFD}a")
    #expect(vocabulary.text([-1, 99]).isEmpty)
    #expect(vocabulary.draft("b b") == [3, 3])
  }

  @Test("Sentences end at their marks, not at abbreviations")
  func sentences() {
    #expect(
      WhisperTiming.sentences(of: "Yes. Dr. Lee is in. Why?") == ["Yes.", "Dr. Lee is in.", "Why?"])
  }
}

@Suite("Word error rate")
struct WordErrorRateTests {
  @Test(
    "Ways of writing the same come together",
    arguments: [
      ("I'm in room 21.", "i am in room twenty one"), ("Voice mail", "voicemail"),
      ("press * or #", "press star or pound"), ("2:30 p.m.", "two thirty pm"),
      ("non-administrator", "non administrator"), ("It’s 105", "it is one hundred five"),
      ("4000", "four zero zero zero"), ("don't", "do not"), ("", ""),
    ])
  func same(first: String, second: String) {
    #expect(TranscriptNormalizer.words(of: first) == TranscriptNormalizer.words(of: second))
  }

  @Test("Substitutions, insertions and deletions count one each")
  func counts() {
    var rate = WordErrorRate()
    rate.add(said: "the cat sat down", heard: "a cat down now")
    #expect(rate.errors == 3)
    #expect(rate.words == 4)
    rate.add(said: "", heard: "")
    #expect(rate.rate == 0.75)
    #expect(WordErrorRate.distance([], ["a"]) == 1)
    #expect(WordErrorRate.distance(["a"], []) == 1)
  }
}
