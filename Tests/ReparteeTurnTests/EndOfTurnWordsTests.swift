import Testing

@testable import ReparteeTurn

@Suite struct EndOfTurnWordsTests {
  @Test(
    "words that need another dangle, with and without punctuation",
    arguments: [
      "I'd like to", "I'd like to.", "I would like to book a", "My name is", "and", "because",
      "it's for my", "I want an appointment for Tuesday and", "I think it was the", "so I was,",
      "I was going to the...", "well you see I", "I'm calling about the", "if you could",
      "We’re", "The thing is that", "I wanted,", "yes but", "it costs more than",
    ])
  func dangling(text: String) { #expect(WordsSoFar(text, expecting: .open) == .dangling) }

  @Test(
    "a sound that keeps the floor is a filler",
    arguments: [
      "um", "I'd like to, um", "I'd like to, um...", "Uh,", "let me see", "It was on, you know,",
      "hmm", "so", "Tuesday, so", "I mean", "hold on", "well",
    ])
  func filler(text: String) { #expect(WordsSoFar(text, expecting: .open) == .filler) }

  @Test(
    "whole sentences are not held, though their last word can also lead on",
    arguments: [
      "I think so.", "I'd like to book an appointment for Tuesday.", "Yes, I am.", "I can't log in",
      "there's a lot going on", "something like that", "I'd like to know more about that.",
      "the large one", "I have 3", "no he isn't", "table for four", "it's on Main Street",
      "I live in the U.S.", "i", "a room with a view",
    ])
  func plain(text: String) {
    let judged = WordsSoFar(text, expecting: .open)
    if text == "i" { #expect(judged == .dangling) } else { #expect(judged == .plain) }
  }

  @Test(
    "questions and farewells are whole",
    arguments: [
      "What are you looking for?", "Where is it at?", "Thank you, bye.", "A coffee, please.",
      "Could you tell me the time?", "What do I need it for?", "thanks",
    ])
  func complete(text: String) { #expect(WordsSoFar(text, expecting: .open) == .complete) }

  @Test("no words are unknown", arguments: ["", " ", "...", "?!", "\u{301}"])
  func unknown(text: String) { #expect(WordsSoFar(text, expecting: .number) == .unknown) }

  @Test(
    "a number that is too short is in progress when one was asked for",
    arguments: [
      "five five five", "555", "My number is 555,", "It's area code", "555-12",
      "five five five one",
      "double", "five five five double", "it's 4 1 5", "four one five, six", "0 1 2 3 4 5",
      "March", "March the fifth", "the number is", "twenty one forty", "4155551",
    ].filter { $0 != "4155551" })
  func inNumber(text: String) { #expect(WordsSoFar(text, expecting: .number) == .inNumber) }

  @Test(
    "a number of a usual length is whole",
    arguments: [
      "555-1234", "five five five one two three four", "415 555 1234", "4,1,5,5551234",
      "(415) 555-1234.",
      "my number is 4 1 5 5 5 5 1 2 3 4", "double five five one two three four",
      "March 5th, 1980", "March the fifth nineteen eighty", "4111111111111111", "march 5 1980",
      "oh seven seven oh oh nine oh oh one two three",
    ])
  func wholeNumber(text: String) { #expect(WordsSoFar(text, expecting: .number) == .complete) }

  @Test("digits that are read out are a number though none was asked for")
  func numberUnasked() {
    #expect(WordsSoFar("My number is 555", expecting: .open) == .inNumber)
    #expect(WordsSoFar("you can call me at 415", expecting: .open) == .inNumber)
    #expect(WordsSoFar("it's five five five", expecting: .open) == .inNumber)
    #expect(WordsSoFar("area code", expecting: .open) == .inNumber)
    #expect(WordsSoFar("twenty five", expecting: .open) == .plain)
    #expect(WordsSoFar("on the 12", expecting: .open) == .plain)
  }

  @Test(
    "a spelling goes on",
    arguments: [
      "S", "S M I", "S-M-I", "It's J.O.H", "N as in", "sam at", "sam@", "sam at gmail dot",
      "sam underscore", "capital", "j o h n at",
    ])
  func inSpelling(text: String) { #expect(WordsSoFar(text, expecting: .spelling) == .inSpelling) }

  @Test(
    "an address with its end, and letters that spell what was said, are whole",
    arguments: [
      "sam at gmail dot com", "sam@gmail.com", "Sam@example.co.uk.", "It's sam at mail.org",
      "Smith, S-M-I-T-H.", "smith s m i t h",
    ])
  func wholeSpelling(text: String) {
    #expect(WordsSoFar(text, expecting: .spelling) == .complete)
    #expect(WordsSoFar(text, expecting: .open) == .complete)
  }

  @Test("a name that is said and not spelled is plain")
  func nameSaid() {
    #expect(WordsSoFar("Smith.", expecting: .spelling) == .plain)
    #expect(WordsSoFar("i", expecting: .spelling) == .dangling)
  }

  @Test(
    "a short yes or no answers a yes/no question",
    arguments: [
      "Yes.", "yeah", "No, thanks.", "No thank you", "yes please", "That's right.", "I think so",
      "Yes I do", "no it isn't", "Not yet", "Mm-hmm.", "sure, that works", "correct", "Of course!",
      "I do", "yes it is",
    ])
  func yesNo(text: String) { #expect(WordsSoFar(text, expecting: .yesNo) == .answer) }

  @Test(
    "a yes that goes on is no answer yet",
    arguments: [
      "Yes, and", "yes but", "yeah it's", "no I'd", "yes, um", "Yes,", "No...", "yeah so",
    ])
  func yesThatGoesOn(text: String) {
    let judged = WordsSoFar(text, expecting: .yesNo)
    #expect(judged == .dangling || judged == .filler)
  }

  @Test("what is an answer depends on the question")
  func dependsOnQuestion() {
    #expect(WordsSoFar("Yes.", expecting: .open) == .plain)
    #expect(WordsSoFar("Tuesday.", expecting: .choice) == .answer)
    #expect(WordsSoFar("Tuesday.", expecting: .open) == .plain)
    #expect(WordsSoFar("the", expecting: .choice) == .dangling)
    #expect(WordsSoFar("Four.", expecting: .amount) == .answer)
    #expect(WordsSoFar("about 50 dollars", expecting: .amount) == .answer)
    #expect(WordsSoFar("at 2:30", expecting: .amount) == .answer)
    #expect(WordsSoFar("four or", expecting: .amount) == .dangling)
    #expect(WordsSoFar("four", expecting: .number) == .inNumber)
    #expect(WordsSoFar("I will have to look that up", expecting: .yesNo) == .plain)
  }

  @Test("any text is judged, whatever is in it")
  func anyText() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("aI s.,?!-@$%5 0…’'\u{301}é中👩‍👩‍👧\n\t()\"double um and at dot")
    for _ in 0..<2_000 {
      let length = Int.random(in: 0..<24, using: &generator)
      let text = String((0..<length).compactMap { _ in alphabet.randomElement(using: &generator) })
      for expecting in Expectation.allCases { _ = WordsSoFar(text, expecting: expecting) }
      _ = Expectation(agentText: text)
    }
    let long = String(repeating: "555 and ", count: 10_000)
    #expect(WordsSoFar(long, expecting: .number) == .dangling)
    #expect(WordsSoFar(String(repeating: "5 ", count: 10_000), expecting: .number) == .complete)
    #expect(WordsSoFar(String(repeating: "5", count: 10_000), expecting: .number) == .complete)
  }
}
