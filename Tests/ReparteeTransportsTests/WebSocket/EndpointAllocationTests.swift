import CAllocationCounter
import ReparteeCore
import Testing

@testable import ReparteeTransports

/// The path of a block runs fifty times a second for every call.
@Suite(
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
struct EndpointAllocationTests {
  private final class Counter { var bytes = 0 }

  @Test(
    "Twenty milliseconds in and out allocate nothing", arguments: AudioRequest.rates,
    [SampleRate.hz24000, SampleRate(22_050), SampleRate(44_100)].compactMap { $0 })
  func steady(rate: SampleRate, speech: SampleRate) {
    let counter = Counter()
    let endpoint = WebSocketEndpoint(rate: rate, outRate: rate, speechRate: speech) {
      if case .audio(let bytes) = $0 { counter.bytes += bytes.count }
    }
    let sound = PCM.bytes(Tone.samples(seconds: 0.02, rate: rate))
    let voice = Tone.samples(seconds: 0.02, rate: speech)
    var block = [Float](repeating: 0, count: 320)
    var before: UInt64 = 0
    for turn in 0..<1_100 {
      if turn == 100 { before = allocation_count() }
      endpoint.receive(binary: sound.span)
      var span = block.mutableSpan
      _ = endpoint.nextCallerBlock(into: &span)
      endpoint.exchange(caller: block.span, agent: voice.span, start: .zero)
      _ = endpoint.unplayed
    }
    #expect(allocation_count() - before == 0)
    #expect(counter.bytes == 1_100 * 2 * rate.blockSize)
  }
}
