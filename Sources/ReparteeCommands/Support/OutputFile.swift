internal import Foundation

/// Opens files to write to.
///
/// A device or a pipe is written to as it is; nothing is ever put in its place.
enum OutputFile {
  /// Opens `path` empty, made when it is not there.
  /// - Parameter purpose: what the file is for, as messages say it.
  static func open(_ path: String, for purpose: String) throws -> FileHandle {
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw CommandError("\(path): cannot be written (\(reason)); give another path for \(purpose)")
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  /// Whether something that is no regular file is there.
  static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG
  }
}
