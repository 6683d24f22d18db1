/// Writes JSON (RFC 8259) on one line, into one string.
///
/// The messages of a call are few kinds with known fields, so they are written field by field.
struct JSONText {
  private(set) var text = "{"

  /// Begins an object of this `type`.
  init(type: String) { add("type", type) }

  private init() {}

  /// An object inside another.
  static func object(_ fill: (inout JSONText) -> Void) -> String {
    var inner = JSONText()
    fill(&inner)
    return inner.closed
  }

  static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  /// The whole object.
  var closed: String { text + "}" }

  mutating func add(_ name: String, _ value: String) {
    key(name)
    Self.quote(value, into: &text)
  }

  mutating func add(_ name: String, _ value: Bool) { add(name, raw: value ? "true" : "false") }

  mutating func add(_ name: String, _ value: Int) { add(name, raw: String(value)) }

  /// A number with at most `places` digits after the point; what is no finite number is null.
  mutating func add(_ name: String, _ value: Double?, places: Int = 1) {
    add(name, raw: value.flatMap { Self.number($0, places: places) } ?? "null")
  }

  /// A value that is JSON already.
  mutating func add(_ name: String, raw value: String) {
    key(name)
    text += value
  }

  private mutating func key(_ name: String) {
    text += text.utf8.count > 1 ? ",\"" : "\""
    text += name
    text += "\":"
  }

  private static func number(_ value: Double, places: Int) -> String? {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    guard let scaled = Int64(exactly: (value * Double(scale)).rounded()) else { return nil }
    let (whole, part) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt64(scale))
    let sign = scaled < 0 ? "-" : ""
    guard part > 0 else { return sign + String(whole) }
    var digits = String(part)
    digits = String(repeating: "0", count: places - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return sign + "\(whole)." + digits
  }

  private static let digits = Array("0123456789abcdef".unicodeScalars)

  /// RFC 8259, section 7: quotation marks, backslashes and controls are escaped, the rest stays.
  private static func quote(_ value: String, into text: inout String) {
    text += "\""
    if value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
      for scalar in value.unicodeScalars { escape(scalar, into: &text) }
    } else {
      text += value
    }
    text += "\""
  }

  private static func escape(_ scalar: Unicode.Scalar, into text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.value < 0x20:
      text += "\\u00"
      text.unicodeScalars.append(digits[Int(scalar.value >> 4)])
      text.unicodeScalars.append(digits[Int(scalar.value & 0xF)])
    default: text.unicodeScalars.append(scalar)
    }
  }
}
