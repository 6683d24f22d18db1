import ReparteeCore

@testable import Repartee

/// What is said and written.
struct PropertyWords {
  private var count = 0
  private var newest: (from: MediaTime, text: String)?

  private static let phrases = [
    "", "", "mm-hmm", "yeah", "okay", "right", "no wait", "stop", "yes", "I would like to",
    "and then",
    "my number is two zero", "it is spelled A B", "what time is it", "uh", "that is all.", "um",
    "could you tell me more about", "hello?", "é 你好", "I mean", "how can I help", "you still there",
    "is",
  ]

  /// A transcript of the sound from there, often the same as the one before it.
  mutating func heard(
    _ from: MediaTime, _ effort: SpeechSegment.Effort, _ random: inout PropertyRandom
  ) -> String {
    if let newest, newest.from == from, random.chance(0.5) {
      return random.chance(0.3)
        ? newest.text.prefix(1).uppercased() + newest.text.dropFirst() : newest.text
    }
    var text = random.pick(Self.phrases)
    if !text.isEmpty, random.chance(0.75) {
      count += 1
      text += " " + PropertyCaller.tag(count)
    }
    newest = (from, text)
    return text
  }

  /// The pieces of a reply.
  func written(_ random: inout PropertyRandom) -> [String] {
    let words = [
      "We", "are", "open", "until", "nine", "on", "Sunday", "your", "table", "is", "ready", "at",
      "3.50", "the", "door",
    ]
    var pieces: [String] = []
    for _ in 0..<random.pick([0, 1, 3, 6, 10, 20, 40]) {
      let mark = random.chance(0.2) ? random.pick([",", ".", "!", "?", ";"]) : ""
      pieces.append(random.pick(words) + mark + " ")
    }
    if random.chance(0.2) {
      pieces.append(random.pick(["What is your phone number?", "...", "\n"]))
    }
    return pieces
  }

  /// How a clause sounds: samples, and the words in them, some with pauses between.
  func spoken(
    _ text: String, _ random: inout PropertyRandom
  ) -> (samples: Int, words: [SpokenWord]) {
    var words: [SpokenWord] = []
    var sample = 0
    var offset = 0
    for word in text.split(separator: " ") {
      let start = sample + random.number(0...10)
      let end = start + random.number(10...120)
      words.append(
        SpokenWord(text: offset..<(offset + word.utf8.count), samples: start..<end))
      offset += word.utf8.count + 1
      sample = end
    }
    return random.chance(0.03) ? (0, []) : (sample + random.number(0...40), words)
  }
}
