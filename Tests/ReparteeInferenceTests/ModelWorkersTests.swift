import Foundation
import Repartee
import Synchronization
import Testing

import ReparteeInference

@Suite(.timeLimit(.minutes(1))) struct ModelWorkersTests {
  @Test("What the body returns or throws comes back")
  func results() async throws {
    let workers = ModelWorkers(name: "test", threads: 2)
    #expect(try await workers.run { _ throws(ModelError) in 41 + 1 } == 42)
    let error = await #expect(throws: ModelError.self) {
      try await workers.run { _ throws(ModelError) -> Int in throw ModelError(.failed, "no") }
    }
    #expect(error?.code == .failed)
  }

  @Test("Bodies run on threads that carry the workers' name")
  func names() async throws {
    let workers = ModelWorkers(name: "parrot", threads: 1)
    let name = try await workers.run { _ throws(ModelError) in Thread.current.name }
    #expect(name == "parrot-0")
  }

  @Test("The threads end when the workers are gone")
  func end() async throws {
    func threads() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { thread in
        let name = FileManager.default.contents(atPath: "/proc/self/task/\(thread)/comm")
        return name.map { String(decoding: $0, as: UTF8.self) }
      }.filter { $0.hasPrefix("brief-") }
    }
    do {
      let workers = ModelWorkers(name: "brief", threads: 3)
      _ = try await workers.run { _ throws(ModelError) in 1 }
      #expect(try !threads().isEmpty)
    }
    // The suite's time limit ends this if they do not.
    while try !threads().isEmpty { await Task.yield() }
  }

  @Test("No more bodies run at once than there are threads")
  func bounded() async throws {
    let workers = ModelWorkers(name: "test", threads: 2)
    let tally = Tally()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          try await workers.run { _ throws(ModelError) in
            tally.counts.withLock {
              $0.now += 1
              $0.most = max($0.most, $0.now)
            }
            for _ in 0..<1000 { sched_yield() }
            tally.counts.withLock {
              $0.now -= 1
              $0.done += 1
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(tally.counts.withLock { $0.done } == 50)
    #expect((1...2).contains(tally.counts.withLock { $0.most }))
  }

  @Test("A job that waits is not started once its task is cancelled; the one running is told")
  func cancellation() async throws {
    let workers = ModelWorkers(name: "test", threads: 1)
    let (started, announce) = AsyncStream<Void>.makeStream()
    let touched = Tally()
    try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        do {
          return try await workers.run { token throws(ModelError) in
            announce.yield()
            while !token.isCancelled { sched_yield() }
            throw ModelError(.cancelled, "told")
          }
        } catch let error as ModelError { return error.message }
      }
      for await _ in started { break }
      group.addTask {
        do {
          try await workers.run { _ throws(ModelError) in touched.counts.withLock { $0.done += 1 } }
          return "ran"
        } catch let error as ModelError { return "\(error.code)" }
      }
      group.cancelAll()
      var answers: [String] = []
      for try await answer in group { answers.append(answer) }
      #expect(answers.sorted() == ["cancelled", "told"])
    }
    #expect(touched.counts.withLock { $0.done } == 0)
    #expect(try await workers.run { _ throws(ModelError) in 1 } == 1)
  }

  @Test("One job too many is refused, and the others are served")
  func overload() async throws {
    let workers = ModelWorkers(name: "test", threads: 1, limit: 3)
    let gate = DispatchSemaphore(value: 0)
    let (started, announce) = AsyncStream<Void>.makeStream()
    let codes = try await withThrowingTaskGroup(of: ModelError.Code?.self) { group in
      group.addTask {
        try await workers.run { _ throws(ModelError) in
          announce.yield()
          gate.wait()
        }
        return nil
      }
      for await _ in started { break }
      for _ in 0..<4 {
        group.addTask {
          do {
            try await workers.run { _ throws(ModelError) in }
            return nil
          } catch let error as ModelError { return error.code }
        }
      }
      // The four cannot all wait: one comes back while the thread is still busy.
      var codes: [ModelError.Code?] = []
      if let first = try await group.next() { codes.append(first) }
      gate.signal()
      for try await code in group { codes.append(code) }
      return codes
    }
    #expect(codes.first == .overloaded)
    #expect(codes.filter { $0 == nil }.count == 4)
  }
}

/// Counts what happens on other threads.
final class Tally: Sendable {
  struct Counts {
    var now = 0
    var most = 0
    var done = 0
  }
  let counts = Mutex(Counts())
}
