internal import Foundation

/// What goes to standard output, and what to standard error.
enum Output {
  /// One line of a command's result.
  static func line(_ text: String) {
    put(text, on: STDOUT_FILENO)
  }

  /// One line for the person at the terminal.
  static func note(_ text: String) {
    put(text, on: STDERR_FILENO)
  }

  /// Writes what can be written: Foundation's file handle would end the process when a reader has gone.
  private static func put(_ text: String, on descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        return
      }
    }
  }

  /// One JSON object with sorted keys.
  static func json(_ value: some Encodable) throws { line(try jsonText(value)) }

  static func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Replaces a file whole or not at all.
  static func write(_ data: Data, to path: String) throws {
    do {
      if OutputFile.isSpecial(path) {
        try OutputFile.open(path, for: "it").write(contentsOf: data)
      } else {
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(
        "\(path): cannot be written (\(reason(error))); give another path or free some space")
    }
  }

  /// The system's words for why a file operation failed.
  static func reason(_ error: any Error) -> String {
    let cocoa = error as NSError
    let under = cocoa.userInfo[NSUnderlyingErrorKey] as? NSError
    let code = under?.domain == NSPOSIXErrorDomain ? under?.code : nil
    return code.map { String(cString: strerror(Int32($0))) } ?? cocoa.localizedDescription
  }
}
