internal import Foundation

/// One stretch of a meeting that one person said, with the times of its words.
struct OverlapSegment: Sendable {
  /// A word, with its first and last moment in seconds from the segment's onset.
  struct Word: Sendable {
    var text: String
    var start: Double
    var end: Double
  }

  var meeting: String
  var text: String
  var words: [Word]
  var afterQuestion: Bool
  /// Whether somebody else was speaking when it began.
  var overlaps: Bool
  var isBackchannel: Bool

  /// Whether its meeting is one that training leaves out: FNV-1a of the name, modulo 7, below 2.
  var isHeldOut: Bool {
    let hash = meeting.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return hash % 7 < 2
  }
}

extension OverlapSegment: Decodable {
  private enum CodingKeys: String, CodingKey {
    case conv, text, q, ov, lab, wt
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    meeting = try fields.decode(String.self, forKey: .conv)
    text = try fields.decode(String.self, forKey: .text)
    afterQuestion = try fields.decode(Int.self, forKey: .q) != 0
    overlaps = try fields.decode(Int.self, forKey: .ov) != 0
    let label = try fields.decode(String.self, forKey: .lab)
    // An acknowledgement right after a question is its answer.
    isBackchannel = label == "S" || (label == "W" && !afterQuestion)
    let times = try fields.decode([[Double]].self, forKey: .wt)
    words = zip(text.split(separator: " "), times).compactMap { word, time in
      guard time.count == 2, time[0] >= 0, time[1] >= time[0], time[1] < 3_600 else { return nil }
      return Word(text: String(word), start: time[0], end: time[1])
    }
  }

  /// Reads JSON lines, one segment each, from a gzip file.
  static func read(_ path: String) throws -> [OverlapSegment] {
    let decoder = JSONDecoder()
    var segments: [OverlapSegment] = []
    for (number, line) in try unpack(path).split(separator: UInt8(ascii: "\n")).enumerated() {
      do { segments.append(try decoder.decode(OverlapSegment.self, from: line)) } catch {
        throw CommandError("\(path): line \(number + 1) is no segment; give the segments file")
      }
    }
    return segments
  }

  private static func unpack(_ path: String) throws -> Data {
    let file = URL(fileURLWithPath: path).path
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw CommandError("\(path): there is no such file, or it cannot be read")
    }
    guard let gzip = SystemProgram.find("gzip") else {
      throw CommandError("\(path): needs gzip; install it with 'apt-get install gzip'")
    }
    guard
      let bytes = try SystemProgram.output(
        of: gzip, ["-dc", "--", file], for: path, limit: maximumBytes, patience: 60)
    else { throw CommandError("\(path): is no gzip file, or is damaged") }
    guard bytes.count < maximumBytes else {
      throw CommandError("\(path): holds more than 1 GiB; give the segments file")
    }
    return bytes
  }

  private static let maximumBytes = 1 << 30
}
