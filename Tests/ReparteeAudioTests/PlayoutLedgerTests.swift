import ReparteeAudio
import Testing

@Suite struct PlayoutLedgerTests {
  private typealias Word = PlayoutLedger.Word

  /// Two words of 1000 samples.
  private func ledger(complete: Bool = true) -> PlayoutLedger {
    var ledger = PlayoutLedger()
    ledger.beginClause("Good morning.")
    ledger.append(
      samples: 2_000,
      words: [
        Word(text: 0..<4, samples: 0..<1_000), Word(text: 5..<13, samples: 1_000..<2_000),
      ])
    if complete { ledger.endClause() }
    return ledger
  }

  @Test(
    "A word counts as heard from its middle on",
    arguments: [
      (0, ""), (499, ""), (500, "Good"), (1_499, "Good"), (1_500, "Good morning."),
      (2_000, "Good morning."),
    ])
  func heard(samples: Int, expected: String) {
    var ledger = ledger()
    ledger.send(samples)
    #expect(ledger.heardText == expected)
  }

  @Test("Going on begins with the word that was cut, and sends it again")
  func rewinds() {
    var ledger = ledger()
    ledger.send(1_300)
    #expect(ledger.rewindToWord() == 1_000)
    #expect(ledger.sent == 1_000 && ledger.heard == 1_300)
    ledger.send(1_000)
    #expect(ledger.isAllSent && ledger.isAllHeard)
    #expect(ledger.heardText == "Good morning.")
  }

  @Test("A word that was heard and is to be said again stays heard")
  func keepsWhatWasHeard() {
    var ledger = ledger()
    ledger.send(1_700)
    #expect(ledger.rewindToWord() == 1_000)
    #expect(ledger.heardText == "Good morning.")
  }

  @Test("A clause without sound was not heard, whatever follows it")
  func soundless() {
    var ledger = PlayoutLedger()
    ledger.beginClause("Hm.")
    ledger.endClause()
    ledger.beginClause("Yes.")
    ledger.append(samples: 100, words: [Word(text: 0..<4, samples: 0..<100)])
    ledger.endClause()
    ledger.send(100)
    #expect(ledger.heardText == "Yes.")
  }

  @Test("Of a word of which less than half was made nothing was heard")
  func brokenOff() {
    var ledger = PlayoutLedger()
    ledger.beginClause("Good morning.")
    ledger.append(
      samples: 1_400,
      words: [
        Word(text: 0..<4, samples: 0..<1_000), Word(text: 5..<13, samples: 1_000..<2_000),
      ])
    ledger.failClause()
    ledger.send(1_400)
    #expect(ledger.heardText == "Good")
  }

  @Test("Between words it goes on where it was")
  func betweenWords() {
    var ledger = PlayoutLedger()
    ledger.beginClause("a b")
    ledger.append(
      samples: 3_000,
      words: [Word(text: 0..<1, samples: 0..<500), Word(text: 2..<3, samples: 2_000..<3_000)])
    ledger.send(1_000)
    #expect(ledger.rewindToWord() == 1_000)
  }

  @Test("What was sent and not yet played is not heard")
  func lateEars() {
    var ledger = ledger()
    ledger.sendUnheard(2_000)
    #expect(ledger.heardText == "")
    ledger.hear(upTo: 600)
    #expect(ledger.heardText == "Good")
    ledger.hear(upTo: 99_999)
    #expect(ledger.isAllHeard)
  }

  @Test("Of a clause whose synthesis failed only what was made can be heard")
  func failed() {
    var ledger = ledger()
    ledger.beginClause("We are open today.")
    ledger.append(samples: 1_000, words: [Word(text: 0..<2, samples: 0..<1_000)])
    ledger.failClause()
    ledger.beginClause("Really.")
    ledger.failClause()
    ledger.send(3_000)
    #expect(ledger.heardText == "Good morning. We")
  }

  @Test("Without word times text is heard evenly, whole words only, once the clause is made")
  func evenly() {
    var ledger = PlayoutLedger()
    ledger.beginClause("one two three four")
    ledger.append(samples: 1_800, words: [])
    ledger.send(900)
    #expect(ledger.heardText == "")
    ledger.endClause()
    #expect(ledger.heardText == "one two")
  }
}
