import Foundation
import Repartee
import Testing

@testable import ReparteeInference

@Suite("Loading GGUF files")
struct LlamaModelTests {
  private func failure(_ path: String, adapters: [LlamaEngine.Adapter] = []) async -> ModelError? {
    do {
      _ = try await LlamaEngine.load(path: path, adapters: adapters)
      return nil
    } catch { return error }
  }

  private func temporary(_ bytes: Data) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).gguf")
    try bytes.write(to: url)
    return url
  }

  @Test("A file that is not there is missing")
  func missing() async {
    let error = await failure("/nowhere/model.gguf")
    #expect(error?.code == .missing)
    #expect(error?.message.contains("/nowhere/model.gguf") == true)
  }

  @Test("A directory or another kind of file is invalid", arguments: ["", "GGU", "RIFF....WAVE"])
  func wrongKind(text: String) async throws {
    let file = try temporary(Data(text.utf8))
    defer { try? FileManager.default.removeItem(at: file) }
    for path in [file.path, FileManager.default.temporaryDirectory.path] {
      let error = await failure(path)
      #expect(error?.code == .invalid)
      #expect(error?.message.contains("\n") == false)
    }
  }

  @Test("Garbage behind the right magic is invalid")
  func garbage() async throws {
    var random = SplitMix64(state: 5)
    for version in [UInt8(2), 3, 200] {
      let noise = (0..<4096).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let file = try temporary(Data("GGUF".utf8) + Data([version, 0, 0, 0]) + Data(noise))
      defer { try? FileManager.default.removeItem(at: file) }
      #expect(await failure(file.path)?.code == .invalid)
    }
  }

  @Test(
    "A truncated model is invalid", .enabled(if: LlamaTesting.isInstalled, "run ./repartee setup"),
    arguments: [100, 5_000, 2_000_000, 60_000_000])
  func truncated(bytes: Int) async throws {
    let whole = try FileHandle(forReadingFrom: URL(fileURLWithPath: LlamaTesting.path))
    let file = try temporary(try #require(try whole.read(upToCount: bytes)))
    defer { try? FileManager.default.removeItem(at: file) }
    let error = await failure(file.path)
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "A model is no adapter, and its name is in the message",
    .enabled(if: LlamaTesting.isInstalled, "run ./repartee setup"))
  func adapterMismatch() async {
    let error = await failure(LlamaTesting.path, adapters: [.init(path: LlamaTesting.path)])
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("adapter") == true)
    #expect(error?.message.contains("\n") == false)
  }
}
