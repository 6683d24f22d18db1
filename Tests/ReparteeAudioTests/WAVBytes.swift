/// Builds WAV files, right and wrong ones, apart from the code under test.
struct WAVBytes {
  var tag = 1
  var channels = 1
  var rate = 16_000
  var bits = 16
  /// Overrides what follows from the others.
  var blockAlign: Int?
  /// What the header says of the samples' length; the truth when nil.
  var statedLength: Int?
  var isExtensible = false
  /// Chunks in front of the format, between it and the samples, and after them.
  var before: [UInt8] = []
  var between: [UInt8] = []
  var after: [UInt8] = []
  var form = "RIFF"

  static func little(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func chunk(_ name: String, _ body: [UInt8], padded: Bool = true) -> [UInt8] {
    Array(name.utf8) + little(body.count, 4) + body + (padded && body.count % 2 == 1 ? [0] : [])
  }

  func file(_ data: [UInt8]) -> [UInt8] {
    let width = blockAlign ?? channels * ((bits + 7) / 8)
    var format = Self.little(isExtensible ? 0xFFFE : tag, 2) + Self.little(channels, 2)
    format += Self.little(rate, 4) + Self.little(rate * width, 4)
    format += Self.little(width, 2) + Self.little(bits, 2)
    if isExtensible {
      format += Self.little(22, 2) + Self.little(bits, 2) + Self.little(0, 4)
      format += Self.little(tag, 2)
      format += [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
    }
    let samples = Array("data".utf8) + Self.little(statedLength ?? data.count, 4) + data
    let body = before + Self.chunk("fmt ", format) + between + samples + after
    return Array(form.utf8) + Self.little(body.count + 4, 4) + Array("WAVE".utf8) + body
  }
}
