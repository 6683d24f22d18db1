/// A machine of one's own that recognises speech, and what it costs whether it has anything to do or not.
struct OwnMachine: Encodable, Equatable {
  /// A year's twelfth.
  static let hoursOfMonth = 8_760.0 / 12

  var cores: Double
  /// Of a core for an hour.
  var corePrice: Double
  /// What else the machine costs in a month: disk, traffic, somebody who looks after it.
  var otherPerMonth: Double
  /// Seconds of speech that a core recognises in a second of its time.
  var speed: Double
  /// The share of a call in which the caller speaks: a managed API counts all of it, the machine works only then.
  var speechShare: Double

  /// What is wrong with the figures, in a sentence; nil when nothing is.
  var problem: String? {
    for (name, value) in [("cores", cores), ("core price", corePrice), ("speed", speed)]
    where !(value > 0 && value <= 1e6) {
      return "the \(name) is above 0, up to a million, not \(value)"
    }
    guard (0...1e6).contains(otherPerMonth) else {
      return "the other cost is 0 to a million a month, not \(otherPerMonth)"
    }
    return Self.isShare(speechShare)
      ? nil : "the share of speech is above 0 and up to 1, not \(speechShare)"
  }

  static func isShare(_ value: Double) -> Bool { value > 0 && value <= 1 }

  /// What it costs in a month.
  var costPerMonth: Double { cores * corePrice * Self.hoursOfMonth + otherPerMonth }

  /// Hours of calls in a month that would keep every core busy all the time.
  var capacity: Double { cores * speed * Self.hoursOfMonth / speechShare }

  /// What an hour of a call costs when the cores are busy for this share of the time.
  func costPerHour(utilisation: Double) -> Double { costPerMonth / (capacity * utilisation) }

  /// From where on the machine costs less than a price by the minute.
  func breakEven(minutePrice: Double) -> BreakEven {
    let hours = costPerMonth / (minutePrice * 60)
    return BreakEven(hoursPerMonth: hours, utilisation: hours / capacity)
  }
}

/// How much has to be recognised for both ways to cost the same.
struct BreakEven: Encodable, Equatable {
  /// Of calls.
  var hoursPerMonth: Double
  /// Of what the machine could do. Above 1 it is never reached, however many machines there are.
  var utilisation: Double

  var isReachable: Bool { utilisation <= 1 }
}
