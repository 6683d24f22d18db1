import Testing

@testable import ReparteeLocal

@Suite("Numbers an agent may say")
struct NumberGuardTests {
  static let desk = """
    The clinic is at 12 Maple Street. Open Monday to Friday from 8 in the morning to 6 in the evening, and Saturday \
    from 9:30 to 1. A cleaning costs 95 dollars, whitening $1,450, a brush 3.50. Callers must give at least 24 hours \
    notice, otherwise a fee of forty dollars applies. Emergency line 555 0199. Since 2015. Suite 405. Late until 17:30.
    """

  @Test(
    "A number that was told passes however it is said",
    arguments: [
      "We open at 8.", "At eight o'clock.", "From nine thirty to one.", "At 9:30.",
      "Half past nine.",
      "It is ninety-five dollars.", "It is 95 dollars.", "Fourteen fifty.",
      "One thousand four hundred and fifty dollars.", "1450 dollars", "fourteen hundred and fifty",
      "Twenty four hours' notice.", "The twenty-fourth.", "A fee of 40 dollars.",
      "Call 5550199.", "Call 555-0199.", "Call five five five oh one nine nine.",
      "Call 555, 0199.", "triple five, zero one double nine", "Three fifty.", "three point five",
      "$3.50", "Suite four oh five.", "suite 4 0 5", "Since twenty fifteen.", "At 8,00.",
      "for 3,50", "until five thirty",
      "No numbers here.", "That one, please.", "First of all, no one knows.", "Just a second.",
      "One of our dentists.", "12th of the month", "", "Call 911 now.", "At noon? 12 noon.",
    ])
  func told(clause: String) {
    #expect(NumberGuard(instructions: Self.desk).unknownNumbers(in: clause) == [])
  }

  @Test(
    "A number nobody told is found",
    arguments: [
      ("It costs 85 dollars.", ["85"]), ("At nine fifteen.", ["915"]), ("At 9:45", ["945"]),
      ("Quarter to ten.", ["945"]), ("Call 555 0198.", ["5550198"]),
      ("Call five five five one two three four.", ["5551234"]), ("seventy dollars", ["70"]),
      ("fifteen minutes", ["15"]), ("The seventh floor.", ["7"]),
      ("1-800-273-8255", ["18002738255"]),
      ("two hundred", ["200"]), ("$34.50", ["3450"]), ("We close at eleven or ten.", ["11", "10"]),
      ("10-14", ["10", "14"]), ("٧٧", ["77"]), ("One percent.", []), ("4.0 stars", ["4"]),
      ("2 million", ["2000000"]), ("on the 21st", ["21"]), ("8, 15", ["15"]),
    ])
  func invented(clause: String, numbers: [String]) {
    let found = NumberGuard(instructions: Self.desk).unknownNumbers(in: clause)
    #expect(found == numbers)
  }

  @Test("One counts as a number where it counts something")
  func one() {
    let desk = NumberGuard(instructions: "Open from 9 to 5.")
    #expect(desk.unknownNumbers(in: "We close at one.") == ["1"])
    #expect(desk.unknownNumbers(in: "It costs one dollar.") == ["1"])
    #expect(desk.unknownNumbers(in: "The one on the left.") == [])
    #expect(desk.unknownNumbers(in: "Ask at one of our desks.") == [])
  }

  @Test("What the caller said may be repeated")
  func caller() {
    var desk = NumberGuard(instructions: "Be brief.")
    #expect(desk.unknownNumbers(in: "At three thirty?") == ["330"])
    desk.allow("Tomorrow at half past three, for 4 people, my number is 020 7946 0123")
    #expect(desk.unknownNumbers(in: "At three thirty for four.") == [])
    #expect(desk.unknownNumbers(in: "oh two oh, seven nine four six, oh one two three") == [])
    #expect(desk.unknownNumbers(in: "seven nine four six oh one two three") == [])
  }

  @Test("A clause is replaced once; later ones are left out, those without numbers stay")
  func replaced() {
    var desk = NumberGuard(instructions: "Open from 9 to 5.")
    desk.beginReply()
    #expect(desk.pass("We open at 9.") == "We open at 9.")
    #expect(desk.pass("It costs 85 dollars.") == "Let me check that for you.")
    #expect(desk.pass("Or 90 dollars.") == "")
    #expect(desk.pass("Anything else?") == "Anything else?")
    desk.beginReply()
    #expect(desk.pass("It costs 85 dollars.") == "Let me check that for you.")
  }

  @Test(
    "Any text is read",
    arguments: [
      String(repeating: "9 ", count: 60_000), String(repeating: "9", count: 100_000),
      String(repeating: "hundred ", count: 1000), "\u{0}\u{1F}", "½ ¾ ㊈ 五", "point", "double",
      "half past",
      "quarter to", "99999999999999999999 million", "and", "oh", "-",
      "million million million million",
      "999999999999 thousand", "nine hundred and", "twenty-",
    ])
  func odd(text: String) {
    var desk = NumberGuard(instructions: text)
    desk.allow(text)
    #expect(desk.pass(text).utf8.count <= max(text.utf8.count, 40))
  }

  @Test("The end of hours in 24-hour time may be said in 12-hour time")
  func hours() {
    let desk = NumberGuard(instructions: "Open 8-18, Saturday 9:00 to 16:30. 24 rooms, 14 suites.")
    #expect(
      desk.unknownNumbers(in: "From eight to six, on Saturday from nine to four thirty.") == [])
    #expect(desk.unknownNumbers(in: "We have two suites.") == ["2"])
  }
}
