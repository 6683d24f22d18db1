internal import Foundation

/// A server in a process of its own, to be put under load.
final class ServerProcess {
  let port: Int
  private let process: Process
  private let output: Pipe

  /// What it has taken of the machine.
  struct Usage: Sendable, Equatable {
    /// Processor time of all its threads, in seconds.
    var cpu: Double
    /// Memory that is its own, in megabytes.
    var privateMegabytes: Double
  }

  /// Starts this very program as a server and returns when it is ready.
  /// - Parameter arguments: after `serve`.
  static func start(_ arguments: [String]) throws -> ServerProcess {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["serve", "--port", "0", "--udp-port", "0", "--drain", "0"] + arguments
    let output = Pipe()
    process.standardOutput = output
    do { try process.run() } catch {
      throw CommandError("the server cannot be started (\(Output.reason(error)))")
    }
    var text = ""
    while let more = try? output.fileHandleForReading.read(upToCount: 1) {
      guard !more.isEmpty else {
        process.waitUntilExit()
        throw CommandError("the server ended before it was ready; what it said is above")
      }
      text += String(decoding: more, as: UTF8.self)
      if let port = Self.readyPort(in: text) { return ServerProcess(process, output, port) }
    }
    process.terminate()
    throw CommandError("what the server says cannot be read: \(text)")
  }

  private init(_ process: Process, _ output: Pipe, _ port: Int) {
    (self.process, self.output, self.port) = (process, output, port)
  }

  /// The port of a server that is ready. It says both in the order in which they come about.
  static func readyPort(in text: String) -> Int? {
    guard text.contains("ready ("), let end = text.lastIndex(of: "\n") else { return nil }
    return port(in: String(text[..<end]))
  }

  /// The port in `listening on http://127.0.0.1:8080`.
  static func port(in text: String) -> Int? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("listening on ") })
    else { return nil }
    return line.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) }
  }

  var usage: Usage {
    let path = "/proc/\(process.processIdentifier)"
    let stat = (try? String(contentsOfFile: path + "/stat", encoding: .utf8)) ?? ""
    let rollup = (try? String(contentsOfFile: path + "/smaps_rollup", encoding: .utf8)) ?? ""
    return Usage(
      cpu: Self.ticks(in: stat) / Double(sysconf(Int32(_SC_CLK_TCK))),
      privateMegabytes: Self.privateKilobytes(in: rollup) / 1_024)
  }

  /// User and system time: the 14th and 15th fields, the second of which may hold spaces in its brackets.
  static func ticks(in stat: String) -> Double {
    guard let bracket = stat.lastIndex(of: ")") else { return 0 }
    let fields = stat[stat.index(after: bracket)...].split(separator: " ")
    guard fields.count > 12 else { return 0 }
    return (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)
  }

  static func privateKilobytes(in rollup: String) -> Double {
    rollup.split(separator: "\n").filter { $0.hasPrefix("Private_") }.reduce(0) { sum, line in
      sum + (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0)
    }
  }

  /// What it holds; nil when it has ended.
  var facts: ProcessFacts? {
    process.isRunning ? ProcessFacts.read("\(process.processIdentifier)") : nil
  }

  var isRunning: Bool { process.isRunning }

  /// Ends it at once: nobody waits for its calls.
  func stop() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
  }
}
