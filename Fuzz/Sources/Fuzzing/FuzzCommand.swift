internal import Foundation

/// What the command line asks for.
///
///     fuzz [NAME…|all] [--inputs N] [--seconds N] [--seed N] [--corpus FOLDER]
///     fuzz NAME --again FILE
public struct FuzzCommand {
  private var names: [String] = []
  private var options: [String: String] = [:]

  /// - Parameter arguments: without the program's name.
  public init(_ arguments: some Sequence<String>) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      if argument.hasPrefix("--") {
        options[String(argument.dropFirst(2))] = rest.popFirst() ?? ""
      } else {
        names.append(argument)
      }
    }
  }

  /// - Returns: the exit status.
  public func run(_ all: [Fuzzer]) -> Int32 {
    let chosen = all.filter { names.isEmpty || names.contains("all") || names.contains($0.name) }
    guard !chosen.isEmpty else {
      say("There is no such parser; choose of \(all.map(\.name).joined(separator: ", ")), all.")
      return 64
    }
    if let path = options["again"] { return again(chosen[0], path) }
    let folder = CorpusFolder(path: options["corpus"] ?? "Corpus")
    for fuzzer in chosen {
      var run = FuzzRun(fuzzer, in: folder, seed: options["seed"].flatMap { UInt64($0) } ?? 0)
      run.run(
        inputs: number("inputs") ?? (options["seconds"] == nil ? 1_000_000 : .max),
        seconds: number("seconds").map(Double.init) ?? .infinity)
    }
    return 0
  }

  private func number(_ name: String) -> Int? { options[name].flatMap { Int($0) } }

  /// One input, so that a debugger or a debug build can say where it traps.
  private func again(_ fuzzer: Fuzzer, _ path: String) -> Int32 {
    guard let data = FileManager.default.contents(atPath: path) else {
      say("\(path) cannot be read.")
      return 66
    }
    say("\(fuzzer.name): \(data.count) bytes: \(data.base64EncodedString())")
    fuzzer.body(Array(data))
    say("\(fuzzer.name): did not trap")
    return 0
  }
}
