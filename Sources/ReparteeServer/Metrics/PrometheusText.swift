/// Writes figures in Prometheus' text format, version 0.0.4.
struct PrometheusText {
  private(set) var text = ""

  mutating func begin(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
  }

  mutating func add(_ name: String, labels: [(String, String)] = [], _ value: Double) {
    text += name + Self.braces(labels)
    text += value == value.rounded() && abs(value) < 1e15 ? " \(Int64(value))\n" : " \(value)\n"
  }

  mutating func add(_ name: String, labels: [(String, String)] = [], _ histogram: Histogram) {
    for (bound, count) in zip(histogram.bounds, histogram.counts) {
      add("\(name)_bucket", labels: labels + [("le", "\(bound)")], Double(count))
    }
    add("\(name)_bucket", labels: labels + [("le", "+Inf")], Double(histogram.count))
    add("\(name)_sum", labels: labels, histogram.sum)
    add("\(name)_count", labels: labels, Double(histogram.count))
  }

  private static func braces(_ labels: [(String, String)]) -> String {
    guard !labels.isEmpty else { return "" }
    return "{" + labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ value: String) -> String {
    value.reduce(into: "") { text, character in
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
  }
}
