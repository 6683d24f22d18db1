internal import Foundation

/// A table of figures, for people and as JSON.
struct EvaluationTable: Sendable, Encodable {
  /// One figure.
  enum Cell: Sendable {
    case text(String)
    /// Shown with so many decimals, kept whole in JSON.
    case number(Double, Int)
    case none
  }

  var title: String
  /// What a reader must know of the figures: how they were made, what they leave out.
  var notes: [String] = []
  var columns: [String]
  private(set) var rows: [[Cell]] = []

  init(_ title: String, columns: [String], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.notes = notes
  }

  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// Columns that line up, a heading and the notes.
  var text: String {
    let lines = [columns] + rows.map { $0.map(\.shown) }
    let widths = columns.indices.map { column in
      lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    let shown = lines.map { line in
      zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    return ([title] + shown + notes.map { "  (\($0))" }).joined(separator: "\n")
  }

  private enum CodingKeys: String, CodingKey { case title, notes, rows }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(title, forKey: .title)
    try container.encode(notes, forKey: .notes)
    let named = rows.map { Dictionary(zip(columns, $0), uniquingKeysWith: { first, _ in first }) }
    try container.encode(named, forKey: .rows)
  }
}

extension EvaluationTable.Cell: Encodable {
  var shown: String {
    switch self {
    case .text(let text): text
    case .number(let value, let digits):
      Self.decimal(value, digits)
    case .none: "–"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let value, _) where value.isFinite: try container.encode(value)
    case .number, .none: try container.encodeNil()
    }
  }

  private static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<max(0, min(digits, 6))).reduce(1.0) { product, _ in product * 10 }
    guard let whole = Int64(exactly: (abs(value) * scale).rounded()) else { return "–" }
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard scale > 1 else { return "\(sign)\(whole)" }
    let part = String(whole % Int64(scale))
    return "\(sign)\(whole / Int64(scale))."
      + String(repeating: "0", count: max(0, digits - part.count)) + part
  }

  /// Whole milliseconds.
  static func milliseconds(_ value: Double?) -> Self { value.map { .number($0, 0) } ?? .none }
  static func count(_ value: Int) -> Self { .number(Double(value), 0) }
}

/// A share of sorted figures, with linear interpolation, as the peers' harness does it.
func percentile(_ values: [Double], _ share: Double) -> Double? {
  let sorted = values.sorted()
  guard let last = sorted.last else { return nil }
  let place = Double(sorted.count - 1) * min(max(share, 0), 1)
  let low = Int(place.rounded(.down))
  guard low + 1 < sorted.count else { return last }
  return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
}
