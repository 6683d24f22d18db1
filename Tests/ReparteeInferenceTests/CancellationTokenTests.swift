import Synchronization
import Testing

import ReparteeInference

@Suite struct CancellationTokenTests {
  @Test("A hook runs once, whether the token is cancelled before or meanwhile")
  func hooks() {
    let calls = Tally()
    let token = CancellationToken()
    #expect(!token.isCancelled)
    token.whileCancelling({ calls.counts.withLock { $0.done += 1 } }) { token.cancel() }
    #expect(token.isCancelled)
    #expect(calls.counts.withLock { $0.done } == 1)
    token.whileCancelling({ calls.counts.withLock { $0.done += 1 } }) {}
    #expect(calls.counts.withLock { $0.done } == 2)
    token.cancel()
    #expect(calls.counts.withLock { $0.done } == 2)
  }

  @Test("A hook does not outlive its body")
  func scope() {
    let calls = Tally()
    let token = CancellationToken()
    token.whileCancelling({ calls.counts.withLock { $0.done += 1 } }) {}
    token.cancel()
    #expect(calls.counts.withLock { $0.done } == 0)
  }
}
