internal import Foundation

/// Decodes what is no WAV file (Ogg, FLAC) by a program of the system.
enum SoundDecoder {
  /// In seconds: longer recordings are cut here, so that a broken file cannot fill memory.
  static let maximumLength = 600
  /// In seconds: no recording of that length takes so long to decode.
  static let patience = 60.0

  private typealias Arguments = @Sendable (_ path: String, _ channel: Int?) -> [String]

  /// The programs that can do it, best first, with their arguments for raw 16 kHz floats.
  private static let programs: [(name: String, arguments: Arguments)] = [
    (
      "sox",
      { path, channel in
        ["-V1", path, "-t", "raw", "-e", "floating-point", "-b", "32", "-L", "-"]
          + (channel.map { ["remix", "\($0 + 1)"] } ?? ["remix", "-"]) + ["rate", "-h", "16000"]
      }
    ),
    (
      "ffmpeg",
      { path, channel in
        ["-v", "error", "-nostdin", "-i", path]
          + (channel.map { ["-af", "pan=mono|c0=c\($0)"] } ?? ["-ac", "1"])
          + ["-ar", "16000", "-f", "f32le", "-"]
      }
    ),
  ]

  /// - Parameters:
  ///   - path: a file of any format that the programs know.
  ///   - channel: which one; nil mixes them all.
  /// - Returns: mono at 16 kHz.
  static func decode(_ path: String, channel: Int? = nil) throws -> [Float] {
    // An absolute path cannot be taken for an option or for a command.
    let file = URL(fileURLWithPath: path).path
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw CommandError("\(path): there is no such file, or it cannot be read")
    }
    for program in programs {
      guard let tool = SystemProgram.find(program.name),
        let bytes = try SystemProgram.output(
          of: tool, program.arguments(file, channel), for: path,
          limit: maximumLength * 16_000 * 4, patience: patience), !bytes.isEmpty
      else { continue }
      return bytes.withUnsafeBytes { buffer in
        (0..<buffer.count / 4).map { index in
          let bits = buffer.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
          let sample = Float(bitPattern: UInt32(littleEndian: bits))
          return sample.isFinite ? max(-1, min(1, sample)) : 0
        }
      }
    }
    throw CommandError(
      "\(path): needs a decoder; install one with 'apt-get install sox libsox-fmt-base'")
  }
}
