internal import Dispatch
internal import Foundation
internal import Synchronization

/// A program that is started, given text and waited for.
struct ChildProcess: Sendable {
  /// Its path.
  var program: String
  var arguments: [String] = []
  /// How messages call what it does.
  var purpose: String
  /// Seconds after which it is killed.
  var patience: Double

  /// - Returns: what it wrote on standard output.
  /// - Throws: `CommandError` with the last line of standard error when it fails, `CancellationError`.
  func run(input: Data = Data()) async throws -> Data {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-child-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    for file in files { try (file == files[0] ? input : Data()).write(to: file) }
    let status = try await start(
      input: FileHandle(forReadingFrom: files[0]), output: FileHandle(forWritingTo: files[1]),
      errors: FileHandle(forWritingTo: files[2]))
    try Task.checkCancellation()
    guard status == 0 else {
      let errors = (try? Data(contentsOf: files[2])) ?? Data()
      throw CommandError("\(purpose) failed: \(Self.reason(status, errors))")
    }
    return try Data(contentsOf: files[1])
  }

  /// - Returns: its exit code; below zero the signal that ended it.
  private func start(
    input: FileHandle, output: FileHandle, errors: FileHandle
  ) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    let identifier = Mutex<pid_t>(0)
    let timer = DispatchSource.makeTimerSource()
    defer { timer.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        process.terminationHandler = { ended in
          let isSignal = ended.terminationReason == .uncaughtSignal
          continuation.resume(returning: (isSignal ? -1 : 1) * ended.terminationStatus)
        }
        do { try process.run() } catch {
          let reason = Output.reason(error)
          return continuation.resume(
            throwing: CommandError("\(program): cannot be run (\(reason))"))
        }
        let started = process.processIdentifier
        identifier.withLock { $0 = started }
        if Task.isCancelled { kill(started, SIGKILL) }
        timer.schedule(deadline: .now() + patience)
        timer.setEventHandler { kill(started, SIGKILL) }
        timer.resume()
      }
    } onCancel: {
      let started = identifier.withLock { $0 }
      if started > 0 { kill(started, SIGKILL) }
    }
  }

  /// The last line that says something.
  static func reason(_ status: Int32, _ errors: Data) -> String {
    let lines = String(decoding: errors, as: UTF8.self).split { $0.isNewline }
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    if status == -SIGKILL { return "it was ended after its time was over" }
    return lines.last.map { String($0.prefix(300)) } ?? "exit code \(status)"
  }
}
