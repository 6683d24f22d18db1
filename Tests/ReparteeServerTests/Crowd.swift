import Foundation
import Synchronization

@testable import ReparteeServer

/// Counts from 1.
final class Counter: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// Callers that talk at the same time, over loopback.
enum Crowd {
  /// - Parameter turn: told of each turn that a caller was told of: the session and the text.
  static func talk(
    _ count: Int, _ client: TestClient, turns: Int = .max,
    turn: @escaping @Sendable (String, String) -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<count {
        group.addTask {
          try await TestSocket.open(client, "/v1/audio?agent=shop") { socket in
            let id = try await socket.session()
            for _ in 0..<turns {
              try await socket.send(text: "{\"type\":\"text\",\"text\":\"What is it?\"}")
              let text = await socket.text(with: "\"type\":\"turn\"")
              guard !text.isEmpty else { return }
              turn(id, text)
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
