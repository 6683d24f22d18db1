import NIOCore
import NIOPosix
import Repartee
import ReparteeTransports
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct LoopMetronomeTests {
  /// Counts beats and says when there are enough.
  private final class Beats: Sendable {
    private let count = Atomic(0)
    private let enough = AsyncStream<Void>.makeStream()
    func add(upTo limit: Int) {
      if count.add(1, ordering: .relaxed).newValue == limit { enough.continuation.finish() }
    }
    func wait() async { for await _ in enough.stream {} }
    var value: Int { count.load(ordering: .relaxed) }
  }

  @Test("Several calls beat on one loop, and each ends when it is cancelled")
  func beats() async throws {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let metronome = LoopMetronome(on: loop)
    let calls = [Beats(), Beats(), Beats()]
    await withTaskGroup(of: Void.self) { group in
      for call in calls { group.addTask { await metronome.beats { call.add(upTo: 5) } } }
      for call in calls { await call.wait() }
      group.cancelAll()
    }
    #expect(calls.allSatisfy { $0.value >= 5 })
  }

  @Test("A call that was cancelled before it began never beats")
  func neverBegins() async {
    let metronome = LoopMetronome(on: MultiThreadedEventLoopGroup.singleton.next())
    let call = Beats()
    await withTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { await metronome.beats { call.add(upTo: 1) } }
    }
    #expect(call.value == 0)
  }
}
