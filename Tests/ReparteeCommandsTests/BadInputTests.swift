import Foundation
import ReparteeAudio
import ReparteeCommands
import ReparteeCore
import ReparteeInference
import Testing

/// Commands as a person meets them when something is wrong: an exit code, one line, and no trap.
@Suite(.serialized) struct BadInputTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("repartee-tests-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  private func run(_ arguments: String...) async -> Int32 { await Program.run(arguments) }

  @Test("A file that is not there, is a folder or is no WAV file is refused by every command")
  func refused() async throws {
    let paths = [
      folder.path + "/none.wav", folder.path, try file("empty.wav", []),
      try file("text.wav", Array("hello, this is text, not audio".utf8)),
      try file("cut.wav", Array(WAVWriter.file([0, 0, 0], rate: .hz16000).prefix(20))),
    ]
    for path in paths {
      #expect(await run("vad", path) == 1)
      #expect(await run("turn", path) == 1)
      #expect(await run("transcribe", path) == 1)
      #expect(await run("converse", "--in", path, "--out", folder.path + "/o.wav") == 1)
    }
  }

  @Test("No channels, or none that make sense, are refused")
  func channels() async throws {
    for channels in [0, 200] as [UInt8] {
      var bytes = WAVWriter.file([Float](repeating: 0, count: 100), rate: .hz16000)
      bytes[22] = channels
      #expect(await run("vad", try file("c.wav", bytes)) == 1)
    }
  }

  @Test("Unknown verbs, options and values are refused with the usage")
  func usage() async {
    #expect(await run("sing") != 0)
    #expect(await run("converse", "--in", "a.wav") != 0)
    #expect(await run("converse", "--in", "a", "--out", "b", "--pace", "slow") != 0)
    #expect(await run("chat") != 0)
  }

  @Test("Help and version are no errors")
  func help() async {
    #expect(await run("--help") == 0)
    #expect(await run("version") == 0)
  }

  @Test("A journal that is none is refused")
  func journal() async throws {
    #expect(await run("replay", try file("j.rpj", [1, 2, 3])) == 1)
    #expect(await run("replay", folder.path + "/none.rpj") == 1)
  }
}
