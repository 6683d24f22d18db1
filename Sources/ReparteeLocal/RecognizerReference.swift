import Foundation
import Repartee
public import ReparteeInference

/// The reference engine: faster-whisper on the original weights with the full 30 s of context, in a Python of its own.
///
/// `Setup/eval_reference.py` does the work. It fetches what it needs the first time, with pinned versions, into the
/// model home, and prints a line of JSON a recording.
public struct RecognizerReference: Sendable {
  private let script: String
  private let home: ModelHome
  private let sizes: [WhisperModel.Size]

  /// - Parameters:
  ///   - script: the path of `eval_reference.py`.
  ///   - sizes: which models it runs.
  public init(
    script: String, home: ModelHome = .standard,
    sizes: [WhisperModel.Size] = WhisperModel.Size.allCases
  ) {
    self.script = script
    self.home = home
    self.sizes = sizes
  }

  /// The script of a checkout: beside the working directory, or above the running program.
  public static func findScript() -> String? {
    let name = "Setup/eval_reference.py"
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? ".")
      .resolvingSymlinksInPath().deletingLastPathComponent()
    var candidates = [FileManager.default.currentDirectoryPath + "/" + name]
    for _ in 0..<5 {
      candidates.append(folder.path + "/" + name)
      folder.deleteLastPathComponent()
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// A recording of any format as mono at 16 kHz.
  func decode(_ path: String) throws(ModelError) -> [Float] {
    Self.floats(try run(["decode", path]))
  }

  private struct Line: Decodable {
    var engine: String
    var index: Int
    var text: String
    var milliseconds: Double
  }

  /// The same recordings through each of its models.
  func transcribe(
    _ heard: [(clip: RecognizerEvaluation.Clip, samples: [Float])], note: (String) -> Void
  ) throws(ModelError) -> [RecognizerReport.Entry] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("repartee-eval-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (index, item) in heard.enumerated() {
        let data = item.samples.withUnsafeBytes { Data($0) }
        try data.write(to: folder.appendingPathComponent("\(index).f32"))
      }
    } catch {
      throw ModelError(.failed, "\(folder.path) cannot be written: make room", cause: error)
    }
    var entries: [RecognizerReport.Entry] = []
    for size in sizes {
      note("faster-whisper \(size.rawValue): \(heard.count) recordings")
      let output = try run(["transcribe", size.rawValue, folder.path])
      for text in output.split(separator: UInt8(ascii: "\n")) {
        guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)),
          heard.indices.contains(line.index)
        else { continue }
        let (clip, samples) = heard[line.index]
        entries.append(
          .init(
            engine: line.engine, set: clip.set, file: clip.path, said: clip.said, heard: line.text,
            seconds: Double(samples.count) / 16_000, milliseconds: line.milliseconds))
      }
    }
    return entries
  }

  /// Runs the script and gives what it prints; its messages go on to standard error.
  private func run(_ arguments: [String]) throws(ModelError) -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-B", script, "--home", home.root] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    let data: Data
    do {
      try process.run()
      data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    } catch {
      throw ModelError(.failed, "\(script) cannot be run: install python3", cause: error)
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ModelError(.failed, "\(script) failed: see its message above")
    }
    return [UInt8](data)
  }

  private static func floats(_ bytes: [UInt8]) -> [Float] {
    bytes.withUnsafeBytes { buffer in
      (0..<buffer.count / 4).map { buffer.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }
}
