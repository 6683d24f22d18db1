import ReparteeAudio
import Testing

/// Bytes that are no readable WAV file, and a part of what is said of them.
struct BadWAV: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var bytes: [UInt8]
  var code: AudioError.Code
  var part: String

  private static let noFormat = Array("RIFF____WAVE".utf8) + WAVBytes.chunk("data", [0, 0])
  private static let noData =
    Array("RIFF____WAVE".utf8) + WAVBytes.chunk("fmt ", Array(WAVBytes().file([])[20..<36]))

  static let all = [
    BadWAV(testDescription: "nothing", bytes: [], code: .malformed, part: "empty"),
    BadWAV(
      testDescription: "text", bytes: Array("Hello, is anyone there?".utf8), code: .malformed,
      part: "no WAV file"),
    BadWAV(
      testDescription: "eight bytes", bytes: Array("RIFF____".utf8), code: .malformed,
      part: "no WAVE"),
    BadWAV(
      testDescription: "a RIFF of something else", bytes: Array("RIFF____AVI LIST____".utf8),
      code: .malformed, part: "no WAVE"),
    BadWAV(
      testDescription: "big-endian", bytes: WAVBytes(form: "RIFX").file([]), code: .unsupported,
      part: "big-endian"),
    BadWAV(
      testDescription: "a header alone", bytes: Array("RIFF____WAVE".utf8), code: .malformed,
      part: "does not say what its samples are"),
    BadWAV(
      testDescription: "no format", bytes: noFormat, code: .malformed,
      part: "does not say what its samples are"),
    BadWAV(
      testDescription: "no samples' chunk", bytes: noData, code: .malformed,
      part: "ends before its samples"),
    BadWAV(
      testDescription: "a short format",
      bytes: Array("RIFF____WAVE".utf8) + WAVBytes.chunk("fmt ", [1, 0, 1, 0]),
      code: .malformed, part: "cut short"),
    BadWAV(
      testDescription: "0 channels", bytes: WAVBytes(channels: 0).file([0, 0]), code: .malformed,
      part: "0 channels"),
    BadWAV(
      testDescription: "65 channels", bytes: WAVBytes(channels: 65).file([0, 0]),
      code: .unsupported, part: "65 channels"),
    BadWAV(
      testDescription: "0 Hz", bytes: WAVBytes(rate: 0).file([0, 0]), code: .unsupported,
      part: "0 Hz"),
    BadWAV(
      testDescription: "4 GHz", bytes: WAVBytes(rate: 0xFFFF_FFFF).file([0, 0]),
      code: .unsupported, part: "4294967295 Hz"),
    BadWAV(
      testDescription: "0 bits", bytes: WAVBytes(bits: 0).file([0, 0]), code: .unsupported,
      part: "0 bits"),
    BadWAV(
      testDescription: "48 bits", bytes: WAVBytes(bits: 48).file([0, 0]), code: .unsupported,
      part: "48 bits"),
    BadWAV(
      testDescription: "16-bit floats", bytes: WAVBytes(tag: 3).file([0, 0]), code: .unsupported,
      part: "kind 3 with 16 bits"),
    BadWAV(
      testDescription: "MP3 inside", bytes: WAVBytes(tag: 0x55).file([0, 0]), code: .unsupported,
      part: "kind 85"),
  ]
}

@Suite struct WAVErrorTests {
  @Test("What cannot be read is an error that says why", arguments: BadWAV.all)
  func bad(_ bad: BadWAV) throws {
    let error = #expect(throws: AudioError.self) { try WAVFile.parse(bad.bytes) }
    let found = try #require(error)
    #expect(found.code == bad.code)
    #expect(found.message.contains(bad.part), "\(found.message)")
    #expect(!found.message.contains("\n"))
  }
}
