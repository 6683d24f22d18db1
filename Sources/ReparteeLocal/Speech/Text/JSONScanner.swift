internal import Repartee

/// Walks over the bytes of a JSON file in one pass, handing out ranges instead of copies.
///
/// The tables here are megabytes of short strings: a tree of them would cost far more memory and time.
struct JSONScanner {
  let bytes: [UInt8]
  /// The file's name, for errors.
  let name: String
  private(set) var at: Int

  init(_ bytes: [UInt8], name: String, at start: Int = 0) {
    self.bytes = bytes
    self.name = name
    at = start
  }

  /// A string's bytes between its quotes, and whether there are escapes among them.
  struct Text {
    var range: Range<Int>
    var escaped: Bool
  }

  func damaged(_ what: String) -> ModelError {
    ModelError(
      .invalid, "\(name) is damaged at byte \(at) (\(what)): fetch it again with ./repartee setup")
  }

  /// The next byte that is not white space, 0 at the end.
  mutating func peek() -> UInt8 {
    while at < bytes.count {
      let byte = bytes[at]
      if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
      at += 1
    }
    return 0
  }

  /// Steps over `byte` if it comes next.
  mutating func take(_ byte: Character) -> Bool {
    guard peek() == byte.asciiValue, at < bytes.count else { return false }
    at += 1
    return true
  }

  mutating func expect(_ byte: Character) throws(ModelError) {
    guard take(byte) else { throw damaged("no \(byte)") }
  }

  /// Goes through the members of an object; `member` must read each value.
  mutating func object(
    _ member: (inout JSONScanner, Text) throws(ModelError) -> Void
  ) throws(ModelError) {
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try text()
      try expect(":")
      try member(&self, key)
    } while take(",")
    try expect("}")
  }

  /// Goes through the elements of an array; `element` must read each.
  mutating func array(
    _ element: (inout JSONScanner) throws(ModelError) -> Void
  ) throws(ModelError) {
    try expect("[")
    if take("]") { return }
    repeat { try element(&self) } while take(",")
    try expect("]")
  }

  mutating func text() throws(ModelError) -> Text {
    try expect("\"")
    let start = at
    var escaped = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 {
        at += 1
        return Text(range: start..<(at - 1), escaped: escaped)
      }
      if byte == 0x5C {
        escaped = true
        at += 1
      }
      at += 1
    }
    throw damaged("a string without an end")
  }

  mutating func string() throws(ModelError) -> String {
    let text = try text()
    return String(decoding: try decoded(text), as: UTF8.self)
  }

  /// A number in tenths, rounded towards zero: weights have one decimal.
  mutating func tenths() throws(ModelError) -> Int {
    let negative = take("-")
    var value = 0
    var digits = 0
    _ = peek()
    while at < bytes.count, case let byte = bytes[at], byte >= 0x30, byte <= 0x39, digits < 9 {
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      at += 1
    }
    guard digits > 0 else { throw damaged("no number") }
    value *= 10
    if at < bytes.count, bytes[at] == 0x2E {
      at += 1
      var place = 1
      while at < bytes.count, case let byte = bytes[at], byte >= 0x30, byte <= 0x39 {
        if place == 1 { value += Int(byte - 0x30) }
        place += 1
        at += 1
      }
    }
    return negative ? -value : value
  }

  mutating func integer() throws(ModelError) -> Int { try tenths() / 10 }

  /// A string or null.
  mutating func stringOrNull() throws(ModelError) -> String? {
    guard peek() == 0x6E else { return try string() }
    for letter in "null" where at < bytes.count && bytes[at] == letter.asciiValue { at += 1 }
    return nil
  }

  /// Steps over the value that comes next, whatever it is.
  mutating func skip(depth: Int = 0) throws(ModelError) {
    guard depth < 16 else { throw damaged("nested too deeply") }
    switch peek() {
    case 0x22: _ = try text()
    case 0x7B:
      try object { scanner, _ throws(ModelError) in try scanner.skip(depth: depth + 1) }
    case 0x5B: try array { scanner throws(ModelError) in try scanner.skip(depth: depth + 1) }
    case 0x2D, 0x30...0x39: _ = try tenths()
    case 0x6E: _ = try stringOrNull()
    default: throw damaged("no value")
    }
  }

  mutating func expectEnd() throws(ModelError) {
    guard peek() == 0, at >= bytes.count else { throw damaged("more than one value") }
  }
}

extension JSONScanner {
  /// The bytes of a string with its escapes resolved.
  func decoded(_ text: Text) throws(ModelError) -> ArraySlice<UInt8> {
    guard text.escaped else { return bytes[text.range] }
    var result: ArraySlice<UInt8> = []
    var index = text.range.lowerBound
    while index < text.range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C, index < text.range.upperBound else {
        result.append(byte)
        continue
      }
      let kind = bytes[index]
      index += 1
      switch kind {
      case 0x6E: result.append(0x0A)
      case 0x74: result.append(0x09)
      case 0x72: result.append(0x0D)
      case 0x62: result.append(0x08)
      case 0x66: result.append(0x0C)
      case 0x75:
        let scalar = try escapedScalar(&index, before: text.range.upperBound)
        result.append(contentsOf: Array(String(Character(scalar)).utf8))
      default: result.append(kind)
      }
    }
    return result
  }

  /// The scalar of `\uXXXX`, or of two of them that are a surrogate pair.
  private func escapedScalar(
    _ index: inout Int, before end: Int
  ) throws(ModelError) -> Unicode.Scalar {
    let first = try hexadecimal(&index, before: end)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard index + 1 < end, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else {
      throw damaged("half a surrogate pair")
    }
    index += 2
    let second = try hexadecimal(&index, before: end)
    let value = 0x10000 &+ (first &- 0xD800) &* 0x400 &+ (second &- 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw damaged("half a surrogate pair") }
    return scalar
  }

  private func hexadecimal(_ index: inout Int, before end: Int) throws(ModelError) -> UInt32 {
    guard index + 4 <= end,
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw damaged("a broken escape") }
    index += 4
    return value
  }
}
