import Foundation
import Repartee
import ReparteeCore
import ReparteeInference
import Synchronization
import Testing

@testable import ReparteeLocal

@Suite("The local language model", .serialized)
struct LlamaLanguageModelTests {
  static let isInstalled = ModelHome.standard.has(LlamaLanguageModel.standardFile)
  static let desk = """
    You are the receptionist of Corner Bikes. Open Tuesday to Saturday from 10 to 6. A full service costs 80 dollars. \
    Parking is behind the shop.
    """

  @Test("The adapter that comes with the program is found")
  func adapterFile() throws {
    let path = try LlamaAdapterFile.receptionist()
    let head = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 4)
    #expect(head == Data("GGUF".utf8))
  }

  @Test("A model that is not there is one line")
  func missing() async throws {
    let error = await #expect(throws: ModelError.self) {
      try await LlamaLanguageModel.load(path: "/nowhere/model.gguf")
    }
    #expect(error?.code == .missing)
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "An adapter that does not fit, or is none, is one line",
    .enabled(if: isInstalled, "run ./repartee setup"))
  func wrongAdapter() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).gguf")
    defer { try? FileManager.default.removeItem(at: file) }
    let whole = try Data(contentsOf: URL(fileURLWithPath: LlamaAdapterFile.receptionist()))
    for bytes in [0, 3, 50_000, whole.count / 2] {
      try whole.prefix(bytes).write(to: file)
      let error = await #expect(throws: ModelError.self) {
        try await LlamaLanguageModel.load(adapter: .file(file.path))
      }
      #expect(error?.code == .invalid)
      #expect(error?.message.contains("\n") == false)
    }
  }

  @Test(
    "With its adapter it answers from the instructions, and refuses what is not in them",
    .enabled(if: isInstalled, "run ./repartee setup"))
  func answers() async throws {
    let model = try await LlamaLanguageModel.load(contextTokens: 2048)
    #expect(model.model.bytes > 90_000_000)
    try await model.prepare(instructions: Self.desk)
    func ask(_ text: String, _ session: UInt64) async throws -> (String, LanguageUsage) {
      let pieces = Pieces()
      let request = LanguageRequest(
        instructions: Self.desk, messages: [Message(.user, text)], session: SessionID(session))
      let usage = try await model.generate(request) { pieces.append($0) }
      return (pieces.all, usage)
    }
    let (price, usage) = try await ask("How much is a full service?", 1)
    #expect(price.contains("80 dollars"))
    #expect(usage.cachedTokens > 40)
    #expect(usage.ending == .finished)
    let (unknown, _) = try await ask("What is the wifi password?", 2)
    #expect(unknown.lowercased().contains("don't have") || unknown.contains("don't know"))
  }
}

private final class Pieces: Sendable {
  private let text = Mutex("")
  var all: String { text.withLock { $0 } }
  func append(_ piece: String) { text.withLock { $0 += piece } }
}
