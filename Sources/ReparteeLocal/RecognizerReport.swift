import Foundation

/// What came of a recogniser's evaluation: to print, or as JSON.
public struct RecognizerReport: Sendable, Encodable {
  /// One recording through one engine.
  public struct Entry: Sendable, Codable {
    public var engine: String
    public var set: String
    public var file: String
    public var said: String
    public var heard: String
    /// How long the recording is.
    public var seconds: Double
    /// Processor time.
    public var milliseconds: Double
  }

  /// One engine on one set.
  public struct Row: Sendable, Encodable {
    public var engine: String
    public var set: String
    public var clips: Int
    public var words: Int
    public var errors: Int
    /// Errors in a hundred words.
    public var percent: Double
    /// Transcripts in which three or more words are said twice in a row.
    public var loops: Int
    public var medianMilliseconds: Double
    public var p95Milliseconds: Double
  }

  /// Labelled recordings in the manifest.
  public let listed: Int
  /// What was left out, and why.
  public internal(set) var skipped: [String] = []
  public private(set) var rows: [Row] = []
  public private(set) var entries: [Entry] = []

  init(listed: Int) { self.listed = listed }

  mutating func add(_ entry: Entry) { add([entry]) }

  mutating func add(_ more: [Entry]) {
    entries += more
    var keys: [(engine: String, set: String)] = []
    for entry in entries where !keys.contains(where: { $0 == (entry.engine, entry.set) }) {
      keys.append((entry.engine, entry.set))
    }
    rows = keys.map { key in
      Self.row(key.engine, key.set, entries.filter { $0.engine == key.engine && $0.set == key.set })
    }
  }

  private static func row(_ engine: String, _ set: String, _ entries: [Entry]) -> Row {
    var rate = WordErrorRate()
    for entry in entries { rate.add(said: entry.said, heard: entry.heard) }
    let times = entries.map(\.milliseconds).sorted()
    func quantile(_ share: Double) -> Double {
      times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }
    return Row(
      engine: engine, set: set, clips: rate.clips, words: rate.words, errors: rate.errors,
      percent: 100 * rate.rate,
      loops: entries.count { entry in
        let words = TranscriptNormalizer.words(of: entry.heard).joined(separator: " ")
        return WhisperLoopGuard.unrepeated(words) != words
      },
      medianMilliseconds: quantile(0.5), p95Milliseconds: quantile(0.95))
  }

  /// A table for people.
  public var text: String {
    let head = ["engine", "set", "n", "words", "WER %", "loops", "CPU ms", "p95"]
    let lines = rows.map { row in
      [
        row.engine, row.set, "\(row.clips)", "\(row.words)", Self.rounded(row.percent, 2),
        "\(row.loops)", Self.rounded(row.medianMilliseconds, 0),
        Self.rounded(row.p95Milliseconds, 0),
      ]
    }
    let widths = head.indices.map { column in
      ([head] + lines).map { $0[column].count }.max() ?? 0
    }
    var text = ([head] + lines).map { cells in
      zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmed
    }
    text += skipped.map { "left out: \($0)" }
    return text.joined(separator: "\n")
  }

  /// Everything as one JSON object.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  private static func rounded(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
