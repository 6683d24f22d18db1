import ReparteeTurn
import Testing

@Suite struct OverlapSpokenWordsTests {
  @Test(
    "Spellings of one sound are one word",
    arguments: [
      ("Mm-hmm.", ["mmhmm"]), ("Mhm", ["mmhmm"]), ("Mm hmm", ["mmhmm"]), ("Uh-huh.", ["uhhuh"]),
      ("uh huh", ["uhhuh"]), ("Uh-uh.", ["uhuh"]), ("OK", ["okay"]), ("O.K.", ["okay"]),
      ("o_k", ["okay"]), ("'Kay", ["okay"]), ("Okaaay...", ["okay"]), ("Yeahhh!", ["yeah"]),
      ("Hmmmm", ["hmm"]), ("Mmm.", ["mm"]), ("mmmmmm", ["mm"]), ("All right.", ["alright"]),
      ("Yup", ["yep"]),
    ])
  func sounds(text: String, words: [String]) { #expect(SpokenWords(text).words == words) }

  @Test(
    "Punctuation, case and notes are no words",
    arguments: [
      ("I'm not\u{2014}sure", ["im", "not", "sure"]),
      ("It\u{2019}s twenty-five", ["its", "twenty", "five"]),
      ("(coughs) Hmm", ["hmm"]), ("[BLANK_AUDIO]", []), ("[Music", []),
      ("$3.50, please", ["350", "please"]),
      ("", []), (" .-_' ", []), ("Café", ["café"]), ("YEAH,but", ["yeah", "but"]),
    ])
  func plain(text: String, words: [String]) { #expect(SpokenWords(text).words == words) }

  @Test("A question mark at the end is kept as a flag")
  func questions() {
    #expect(SpokenWords("Right?").endsAsQuestion)
    #expect(SpokenWords("Right? \n").endsAsQuestion)
    #expect(!SpokenWords("Right? Yes.").endsAsQuestion)
    #expect(!SpokenWords("").endsAsQuestion)
  }
}
