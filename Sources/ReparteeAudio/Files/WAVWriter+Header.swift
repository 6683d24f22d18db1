public import ReparteeCore

extension WAVWriter {
  /// The start of the file for what has been appended so far; always of the same length.
  ///
  /// While there is nothing, its lengths are those of a streamed file, which readers read to its end. So they are
  /// when there are more than the 4 GB that the form can hold.
  public var header: [UInt8] {
    let isPCM = encoding.tag == 1
    let prefix = isPCM ? 44 : 58
    let isKnown = byteCount > 0 && byteCount + prefix <= 0xFFFF_FFFE
    var bytes = Array("RIFF".utf8)
    Self.put(isKnown ? prefix - 8 + byteCount : 0xFFFF_FFFF, 4, to: &bytes)
    bytes += "WAVEfmt ".utf8
    Self.put(isPCM ? 16 : 18, 4, to: &bytes)
    Self.put(encoding.tag, 2, to: &bytes)
    Self.put(channels, 2, to: &bytes)
    Self.put(rate.hertz, 4, to: &bytes)
    Self.put(rate.hertz * channels * encoding.bytes, 4, to: &bytes)
    Self.put(channels * encoding.bytes, 2, to: &bytes)
    Self.put(8 * encoding.bytes, 2, to: &bytes)
    if !isPCM {
      // Whatever is not PCM has an extension, here an empty one, and counts its frames.
      Self.put(0, 2, to: &bytes)
      bytes += "fact".utf8
      Self.put(4, 4, to: &bytes)
      Self.put(isKnown ? frames : 0xFFFF_FFFF, 4, to: &bytes)
    }
    bytes += "data".utf8
    Self.put(isKnown ? byteCount : 0xFFFF_FFFF, 4, to: &bytes)
    return bytes
  }

  /// A whole file in memory.
  /// - Parameter samples: a sample of each channel, then the next.
  public static func file(
    _ samples: [Float], rate: SampleRate, channels: Int = 1, encoding: Encoding = .pcm16
  ) -> [UInt8] {
    var writer = WAVWriter(rate: rate, channels: channels, encoding: encoding)
    var body: [UInt8] = []
    body.reserveCapacity(samples.count * encoding.bytes)
    writer.append(samples.span, to: &body)
    return writer.header + body
  }

  private static func put(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
    for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}
