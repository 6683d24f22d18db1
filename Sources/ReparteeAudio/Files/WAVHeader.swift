/// Where the samples of a WAV file are, and what they are.
///
/// No length is trusted: a file that was cut short holds what is there, and one that was streamed, whose
/// header says 0 or 4 GB, holds all up to its end.
public struct WAVHeader: Sendable, Hashable {
  public let format: WAVFormat
  /// The bytes of the samples, within those given, a whole number of frames.
  public let data: Range<Int>
  /// The header promised more samples than there are.
  public let isTruncated: Bool

  /// - Parameter bytes: the whole file.
  public init(_ bytes: [UInt8]) throws(AudioError) {
    try Self.checkForm(bytes)
    var format: WAVFormat?
    var data: (range: Range<Int>, isTruncated: Bool)?
    var walk = WAVChunks(bytes)
    while format == nil || data == nil, let chunk = walk.next() {
      switch chunk.name {
      case "fmt " where format == nil: format = try WAVFormat(bytes[chunk.body])
      case "data" where data == nil: data = (chunk.body, chunk.isTruncated)
      default: break
      }
    }
    guard let format else {
      throw AudioError(.malformed, "The WAV file does not say what its samples are; it is damaged.")
    }
    guard let data else {
      throw AudioError(.malformed, "The WAV file ends before its samples; it is damaged.")
    }
    let frames = data.range.count / format.frameBytes
    self.format = format
    self.data = data.range.lowerBound..<data.range.lowerBound + frames * format.frameBytes
    isTruncated = data.isTruncated
  }

  private static func checkForm(_ bytes: [UInt8]) throws(AudioError) {
    guard !bytes.isEmpty else { throw AudioError(.malformed, "The file is empty.") }
    let form = String(decoding: bytes.prefix(4), as: UTF8.self)
    if form == "RIFX" {
      throw AudioError(
        .unsupported, "The WAV file is big-endian (RIFX); convert it to plain WAV.")
    }
    guard ["RIFF", "RF64", "BW64"].contains(form) else {
      throw AudioError(.malformed, "The file is no WAV file; convert it to 16-bit PCM WAV.")
    }
    guard bytes.count >= 12, bytes[8..<12].elementsEqual("WAVE".utf8) else {
      throw AudioError(
        .malformed, "The file is RIFF but holds no WAVE; it is cut short or no audio.")
    }
  }
}
