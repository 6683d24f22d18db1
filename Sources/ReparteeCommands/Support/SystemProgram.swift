internal import Dispatch
internal import Foundation

/// A program of the system that is run for what it prints.
enum SystemProgram {
  /// - Returns: where it is; nil when it is not installed.
  static func find(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program on a file, for a bounded time.
  /// - Parameters:
  ///   - limit: bytes after which the output is cut and the program ended.
  ///   - patience: seconds after which it is killed.
  /// - Returns: what it printed; nil when it failed.
  static func output(
    of tool: String, _ arguments: [String], for path: String, limit: Int, patience: Double
  ) throws -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw CommandError("\(path): \(tool) cannot be run (\(Output.reason(error)))")
    }
    // Whatever happens, the program is gone after a while and the pipe is at its end.
    let identifier = process.processIdentifier
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + patience)
    timer.setEventHandler { kill(identifier, SIGKILL) }
    timer.resume()
    defer { timer.cancel() }
    var bytes = Data()
    while bytes.count < limit,
      let more = try? output.fileHandleForReading.read(upToCount: 1 << 16), !more.isEmpty
    {
      bytes += more
    }
    let isCut = bytes.count >= limit
    if isCut { process.terminate() }
    process.waitUntilExit()
    return process.terminationStatus == 0 || isCut ? bytes : nil
  }
}
