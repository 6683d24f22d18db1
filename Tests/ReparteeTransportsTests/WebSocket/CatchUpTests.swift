import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite("A caller's audio that comes too early") struct CatchUpTests {
  /// Sends `samples` with a clock that runs `fast` times too fast, and listens with one that does not.
  private func call(
    _ samples: [Float], fast: Double, head: Double = 0
  ) -> (heard: [Float], longest: Int, last: Int) {
    let endpoint = WebSocketEndpoint(
      rate: .hz16000, outRate: .hz16000, speechRate: .hz16000
    ) { _ in }
    let bytes = PCM.bytes(samples)
    var (heard, due, position, longest, last) = ([Float](), head * 16_000, 0, 0, 0)
    while position < bytes.count {
      due += 320 * fast
      let end = min(bytes.count, Int(due) * 2)
      endpoint.receive(binary: bytes.span.extracting(position..<end))
      position = end
      heard += endpoint.take().block
      longest = max(longest, endpoint.waiting)
      last = endpoint.waiting
    }
    return (heard + endpoint.hear(blocks: 1_500), longest, last)
  }

  /// Four seconds of voice and one and a half of a line's noise, again and again.
  private func talk(times: Int, noise level: Float) -> [Float] {
    var noise = Noise(seed: 1)
    let voice = Tone.samples(seconds: 4, rate: .hz16000)
    return (0..<times).flatMap { _ in
      voice + (0..<24_000).map { _ in Float.random(in: -level...level, using: &noise) }
    }
  }

  @Test(
    "A clock that is 1 % fast does not make the caller late, and no speech is lost",
    arguments: [Float(0), 0.0005, 0.02])
  func drift(noise: Float) {
    let samples = talk(times: 20, noise: noise)
    let (heard, longest, _) = call(samples, fast: 1.01)
    #expect(longest < 16_000 * 3 / 10, "110 s at 1 % are 1.1 s")
    let loud = { (all: [Float]) in all.count { abs($0) > 0.1 } }
    #expect(loud(heard) == loud(samples))
  }

  @Test("Right and slow clocks lose nothing", arguments: [1.0, 0.99])
  func slow(fast: Double) {
    let samples = talk(times: 5, noise: 0.001)
    let (heard, longest, _) = call(samples, fast: fast)
    #expect(longest <= 640)
    let nonzero = { (all: [Float]) in all.filter { $0 != 0 } }
    let isSame = nonzero(heard) == nonzero(PCM.samples(PCM.bytes(samples)))
    #expect(isSame)
  }

  @Test("A line that was stuck for three seconds is caught up with in its silences")
  func stuck() {
    let samples = talk(times: 12, noise: 0.001)
    let (heard, _, last) = call(samples, fast: 1, head: 3)
    #expect(last <= 1_600, "three seconds more than jitter needs were waiting")
    #expect(heard.count { abs($0) > 0.1 } == samples.count { abs($0) > 0.1 })
  }

  @Test("Half a second of each silence stays")
  func keeps() {
    let samples = talk(times: 6, noise: 0)
    let (heard, _, _) = call(samples, fast: 1, head: 20)
    var (run, runs) = (0, [Int]())
    for sample in heard {
      if sample == 0 {
        run += 1
      } else if run > 400 {
        runs.append(run)
        run = 0
      } else {
        run = 0
      }
    }
    #expect(runs.count == 5)
    #expect(runs.allSatisfy { $0 >= 8_000 - 320 }, "\(runs)")
    #expect(runs.contains { $0 < 9_000 })
  }

  @Test("Audio without a silence is never shortened")
  func continuous() {
    let samples = Tone.samples(seconds: 20, rate: .hz16000)
    let (heard, _, _) = call(samples, fast: 1, head: 5)
    #expect(heard.count { $0 != 0 } == PCM.samples(PCM.bytes(samples)).count { $0 != 0 })
  }
}
