public import ReparteeCore

/// The audio of a WAV file.
public struct WAVFile: Sendable {
  /// The most samples that are decoded, all channels together: 1 GiB of memory, over an hour at 48 kHz.
  public static let maximumSamples = 1 << 28

  /// What the file's samples were.
  public let format: WAVFormat
  /// A sample of each channel, then the next; between -1 and 1.
  public let samples: [Float]
  /// The header promised more samples than there are.
  public let isTruncated: Bool

  public var rate: SampleRate { format.rate }
  public var channels: Int { format.channels }
  /// Samples of each channel.
  public var frames: Int { samples.count / channels }

  /// Reads PCM of 8 to 32 bits, floating point or G.711, of 1 to 64 channels, at 2 to 768 kHz.
  ///
  /// Samples beyond full scale are clipped; those that are no numbers are silence. A file without samples is
  /// not an error.
  /// - Parameter bytes: the whole file.
  public static func parse(_ bytes: [UInt8]) throws(AudioError) -> WAVFile {
    let header = try WAVHeader(bytes)
    let count = header.data.count / header.format.encoding.bytes
    guard count <= maximumSamples else {
      throw AudioError(
        .tooLarge,
        "The WAV file holds \(count) samples, more than \(maximumSamples); cut it into parts.")
    }
    let samples = WAVDecoder.decode(bytes, header)
    return WAVFile(format: header.format, samples: samples, isTruncated: header.isTruncated)
  }

  /// One channel; silence when there is no such channel.
  public func channel(_ index: Int) -> [Float] {
    guard (0..<channels).contains(index) else { return [Float](repeating: 0, count: frames) }
    if channels == 1 { return samples }
    return (0..<frames).map { samples[$0 * channels + index] }
  }

  /// All channels mixed into one, each as loud as the others: their mean.
  public func mono() -> [Float] {
    if channels == 1 { return samples }
    let share = 1 / Float(channels)
    return (0..<frames).map { frame in
      var sum: Float = 0
      for index in frame * channels..<(frame + 1) * channels { sum += samples[index] }
      return sum * share
    }
  }
}
