internal import Repartee
internal import ReparteeCore

/// What one caller does in a call of chance. The same seed always gives the same call.
struct SoakScript: Sendable {
  /// What kind of caller it is.
  enum Manner: String, CaseIterable, Codable, Sendable {
    /// Asks, hears the answer and asks again.
    case turns
    /// Speaks over the agent: words, murmurs and coughs.
    case bargeIn = "barge-in"
    /// Is gone while the agent speaks.
    case hangUp = "hang-up"
    /// Never says anything.
    case silence
    /// Types instead, and is as impatient.
    case typed
  }

  enum Step: Sendable, Equatable {
    /// In blocks of 20 ms.
    case silence(Int)
    case sound(Int)
    /// Until the agent is heard, for so many blocks at most.
    case untilAgentSpeaks(Int)
    /// Until the agent has been silent for half a second, for so many blocks at most.
    case untilAgentStops(Int)
  }

  var manner: Manner
  var steps: [Step] = []
  /// What the call is told besides, and when.
  var commands: [(command: CallCommand, time: MediaTime)] = []
  /// Whether the caller is gone after the last step; else the call has to find its end by itself.
  var leaves = true
  /// What the models make of it depends on this.
  var seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: seed)
    manner = Manner.allCases[random.below(Manner.allCases.count)]
    // The greeting is heard first, or spoken over.
    if random.chance(0.7) { steps.append(.untilAgentStops(150)) }
    switch manner {
    case .turns: ask(1 + random.below(4), &random)
    case .bargeIn: interrupt(1 + random.below(3), &random)
    case .hangUp: vanish(&random)
    case .silence: leaves = false
    case .typed: type(1 + random.below(4), &random)
    }
    if random.chance(0.1) { commands.append((.interrupt, random.time(2...15))) }
  }

  private mutating func ask(_ count: Int, _ random: inout SeededRandom) {
    for _ in 0..<count {
      steps += [.sound(20 + random.below(130)), .untilAgentSpeaks(300), .untilAgentStops(1_000)]
      steps.append(.silence(random.below(50)))
    }
  }

  private mutating func interrupt(_ count: Int, _ random: inout SeededRandom) {
    for _ in 0..<count {
      steps += [.sound(20 + random.below(80)), .untilAgentSpeaks(300)]
      steps += [.silence(random.below(60)), .sound(5 + random.below(90))]
      if random.chance(0.5) { steps.append(.untilAgentStops(1_000)) }
    }
  }

  private mutating func vanish(_ random: inout SeededRandom) {
    steps += [.sound(20 + random.below(80)), .untilAgentSpeaks(300), .silence(random.below(60))]
    if random.chance(0.5) {
      leaves = false
      commands.append((random.chance(0.8) ? .hangUp : .leave, random.time(1...12)))
    }
  }

  private mutating func type(_ count: Int, _ random: inout SeededRandom) {
    let texts = ["What time do you open?", "And on Sunday?", "Thanks.", "No, wait."]
    for index in 0..<count {
      let from = 1 + 4 * Double(index)
      commands.append((.text(texts[random.below(texts.count)]), random.time(from...from + 6)))
    }
    if random.chance(0.5) {
      leaves = false
      commands.append((random.chance(0.5) ? .leave : .hangUp, random.time(5...30)))
    } else {
      steps.append(.silence(250 + random.below(750)))
    }
  }
}

extension SeededRandom {
  /// 0 up to, but not including, `bound`.
  mutating func below(_ bound: Int) -> Int { min(Int(unit() * Double(bound)), bound - 1) }
  mutating func chance(_ share: Double) -> Bool { unit() < share }

  /// A time in these seconds.
  mutating func time(_ range: ClosedRange<Double>) -> MediaTime {
    .milliseconds(
      Int64((range.lowerBound + unit() * (range.upperBound - range.lowerBound)) * 1_000))
  }
}
