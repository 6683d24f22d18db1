internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore

/// Reads a WAV file for the models: one channel at 16 kHz.
enum AudioInput {
  /// Over six hours of speech; more is a mistake, and would not fit in memory.
  static let maximumBytes = 1 << 30
  /// In seconds: six hours.
  static let maximumLength = 6 * 3_600

  static func load(path: String) throws -> [Float] {
    let file = try wav(path: path)
    guard file.frames / file.rate.hertz <= maximumLength else {
      throw CommandError("\(path): is longer than six hours; cut it into parts")
    }
    let mono = file.mono()
    guard file.rate != .hz16000 else { return mono }
    return RateConverter(from: file.rate, to: .hz16000).convert(mono)
  }

  static func wav(path: String) throws -> WAVFile {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw CommandError("\(path): there is no such file")
    }
    guard !isDirectory.boolValue else {
      throw CommandError("\(path): is a directory; name a WAV file")
    }
    var status = stat()
    let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
    guard size <= maximumBytes else {
      throw CommandError(
        "\(path): \(size) bytes are more than can be read at once; cut it into parts")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): cannot be read; check its permissions")
    }
    do { return try WAVFile.parse([UInt8](data)) } catch {
      throw CommandError("\(path): \(error)")
    }
  }
}
