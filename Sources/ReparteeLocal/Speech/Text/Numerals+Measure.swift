extension Numerals {
  /// A number with its unit: 5km, 20 °C, 16 GB, 3 hrs.
  static func measure(_ cursor: inout Cursor) -> String? {
    let afterFeet = ["ft", "foot", "feet"].contains(cursor.wordsBefore(1).first)
    guard let number = cursor.number() else { return nil }
    let tight = cursor.next != " " || afterFeet
    cursor.skipSpace()
    if cursor.next == "°" { return degrees(&cursor).map { "\(number) \(plural(number, $0))" } }
    if cursor.next == "%" { return nil }
    let start = cursor.at
    for length in Units.lengths {
      cursor.at = start
      guard let unit = cursor.unit(length), let names = Units.named(unit, tight: tight),
        unit != "s" || !number.hasSuffix("0")  // The 90s are a decade.
      else { continue }
      // "3 in. of snow": the point of a unit goes, unless it ends the sentence.
      let end = cursor.at
      if cursor.take("."), cursor.isAtSentenceEnd { cursor.at = end }
      return "\(number) \(number == "1" ? names.one : names.many)"
    }
    return nil
  }

  private static func plural(_ number: String, _ words: String) -> String {
    number == "1" && words.hasPrefix("degrees") ? "degree" + words.dropFirst(7) : words
  }

  private static func degrees(_ cursor: inout Cursor) -> String? {
    guard cursor.take("°") else { return nil }
    let end = cursor.at
    cursor.skipSpace()
    if let letter = cursor.take(oneOf: "CF"), cursor.isAtWordEnd {
      return letter == "C" ? "degrees Celsius" : "degrees Fahrenheit"
    }
    cursor.at = end
    return "degrees"
  }
}

extension Cursor {
  /// Exactly `length` scalars that may be a unit and are not the start of a longer word.
  fileprivate mutating func unit(_ length: Int) -> String? {
    let end = at + length
    guard end <= text.count, end == text.count || !text[end].isAlphanumeric else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[at..<end])
    at = end
    return String(view)
  }
}

/// Units of measure by what stands for them.
enum Units {
  typealias Names = (one: String, many: String)

  static let lengths = (1...6).reversed()

  /// - Parameter tight: whether the unit touches its number. Single letters are words otherwise.
  static func named(_ unit: String, tight: Bool) -> Names? {
    if let names = always[unit] { return names }
    return tight ? whenTight[unit] : nil
  }

  private static func unit(_ one: String) -> Names { (one, one + "s") }
  private static func fixed(_ name: String) -> Names { (name, name) }

  private static let always: [String: Names] = [
    "km": unit("kilometer"), "cm": unit("centimeter"), "mm": unit("millimeter"),
    "µm": unit("micrometer"), "nm": unit("nanometer"), "mi": unit("mile"), "yd": unit("yard"),
    "ft": ("foot", "feet"), "kg": unit("kilogram"), "mg": unit("milligram"),
    "mcg": unit("microgram"), "µg": unit("microgram"), "lb": unit("pound"), "lbs": unit("pound"),
    "oz": unit("ounce"), "ml": unit("milliliter"), "mL": unit("milliliter"),
    "cl": unit("centiliter"), "dl": unit("deciliter"), "gal": unit("gallon"),
    "km²": unit("square kilometer"), "m²": unit("square meter"), "m³": unit("cubic meter"),
    "cm²": unit("square centimeter"), "cm³": unit("cubic centimeter"),
    "sq ft": ("square foot", "square feet"), "sq mi": unit("square mile"),
    "sq m": unit("square meter"), "kph": ("kilometer per hour", "kilometers per hour"),
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"), "m/s": ("meter per second", "meters per second"),
    "Hz": fixed("hertz"), "kHz": fixed("kilohertz"), "MHz": fixed("megahertz"),
    "GHz": fixed("gigahertz"), "KB": unit("kilobyte"), "kB": unit("kilobyte"),
    "MB": unit("megabyte"), "GB": unit("gigabyte"), "TB": unit("terabyte"),
    "PB": unit("petabyte"), "kbps": ("kilobit per second", "kilobits per second"),
    "Mbps": ("megabit per second", "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"),
    "fps": ("frame per second", "frames per second"),
    "hr": unit("hour"), "hrs": unit("hour"), "min": unit("minute"), "mins": unit("minute"),
    "sec": unit("second"), "secs": unit("second"), "ms": unit("millisecond"),
    "yr": unit("year"), "yrs": unit("year"), "wk": unit("week"), "wks": unit("week"),
    "kW": unit("kilowatt"), "MW": unit("megawatt"), "GW": unit("gigawatt"),
    "kWh": unit("kilowatt hour"), "MWh": unit("megawatt hour"), "mAh": unit("milliamp hour"),
    "kcal": unit("kilocalorie"), "dB": unit("decibel"), "kPa": unit("kilopascal"),
    "psi": fixed("P.S.I."), "rpm": fixed("R.P.M."), "bpm": ("beat per minute", "beats per minute"),
    "m": unit("meter"), "g": unit("gram"), "l": unit("liter"), "L": unit("liter"),
    "h": unit("hour"), "W": unit("watt"), "V": unit("volt"), "cc": unit("cubic centimeter"),
    "pct": fixed("percent"), "px": unit("pixel"),
    "tsp": unit("teaspoon"), "tbsp": unit("tablespoon"), "qt": unit("quart"), "pt": unit("pint"),
  ]

  private static let whenTight: [String: Names] = [
    "s": unit("second"), "in": ("inch", "inches"), "k": fixed("thousand"), "bn": fixed("billion"),
  ]
}
