/// What the front end asks of a character. ASCII is answered without a look at the Unicode tables.
extension Unicode.Scalar {
  var isDigit: Bool { value >= 0x30 && value <= 0x39 }

  var isLetter: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    default: isMark || properties.isAlphabetic
    }
  }

  /// Whether it stands for a word whose reading is given: see `SourcedText`.
  private var isMark: Bool { value >= 0xF0000 && value < 0xFFFFE }

  var isCapital: Bool {
    switch value {
    case 0x41...0x5A: true
    case 0..<0x80: false
    default: properties.isUppercase
    }
  }

  var isSmall: Bool {
    switch value {
    case 0x61...0x7A: true
    case 0..<0x80: false
    default: isMark || properties.isLowercase
    }
  }

  var isAlphanumeric: Bool { isDigit || isLetter }

  var isSpace: Bool {
    switch value {
    case 0x20, 0x09...0x0D: true
    case 0..<0x80: false
    default: properties.isWhitespace
    }
  }

  /// The digit's value, or nil.
  var digit: Int? { isDigit ? Int(value - 0x30) : nil }
}
