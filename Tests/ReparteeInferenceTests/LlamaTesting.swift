import Dispatch
import Repartee
import ReparteeCore
import Synchronization
import Testing

@testable import ReparteeInference

/// The installed model of these tests.
enum LlamaTesting {
  static let file = "models/smollm2/smollm2-135m-instruct-q4_0.gguf"
  static let isInstalled = ModelHome.standard.has(file)
  static let path = "\(ModelHome.standard.root)/\(file)"

  static func engine(
    _ change: (inout LlamaEngine.Configuration) -> Void = { _ in }
  ) async throws -> LlamaEngine {
    var configuration = LlamaEngine.Configuration()
    configuration.contextTokens = 2048
    configuration.conversationTokens = 1024
    change(&configuration)
    return try await LlamaEngine.load(path: path, configuration: configuration)
  }

  static func model() throws -> LlamaModel { try LlamaModel.load(path: path, adapters: []) }

  static func request(
    _ text: String, instructions: String = "You are a helpful receptionist.", session: UInt64 = 1,
    tokens: Int = 16
  ) -> LanguageRequest {
    LanguageRequest(
      instructions: instructions, messages: [Message(.user, text)], maximumTokens: tokens,
      session: SessionID(session))
  }
}

extension LlamaEngine {
  /// The whole text of a reply.
  func reply(_ request: LanguageRequest) async throws -> (text: String, usage: LanguageUsage) {
    let text = Collected()
    let usage = try await generate(request) { text.append($0) }
    return (text.pieces.joined(), usage)
  }
}

/// Pieces of text from another thread.
final class Collected: Sendable {
  private let all = Mutex<[String]>([])
  var pieces: [String] { all.withLock { $0 } }
  func append(_ piece: String) { all.withLock { $0.append(piece) } }
}

/// Holds the engine's thread at the n-th piece of text until it is opened.
final class Gate: Sendable {
  private let passed = Mutex(0)
  private let go = DispatchSemaphore(value: 0)
  private let place: Int

  init(at place: Int) { self.place = place }

  var count: Int { passed.withLock { $0 } }

  /// For the engine's thread.
  func pass() {
    let count = passed.withLock { passed in
      passed += 1
      return passed
    }
    guard count == place else { return }
    go.wait()
  }

  /// For the test: returns when the engine's thread is held.
  func reached() async { while count < place { await Task.yield() } }
  func open() { go.signal() }
}
