import ReparteeCore
import Testing

@testable import Repartee

@Suite("Caller audio is kept for the recogniser") struct CallerAudioTests {
  /// Exact in 16 bits.
  private func sample(_ number: Int) -> Float { Float(number) / 32_768 }

  private func write(_ count: Int, into audio: inout CallerAudio, keepingFrom start: Int) {
    let block = (0..<count).map { sample(audio.written + $0) }
    audio.append(block.span, keepingFrom: start)
  }

  @Test("A turn that outgrows the usual room loses nothing up to the limit")
  func grows() {
    var audio = CallerAudio(capacity: 1_000, usual: 100)
    for _ in 0..<15 { write(10, into: &audio, keepingFrom: .max) }
    for _ in 0..<70 { write(10, into: &audio, keepingFrom: 150) }
    let (samples, first) = audio.suffix(from: 150)
    #expect(first == 150)
    #expect(samples == (150..<850).map(sample))
  }

  @Test("Beyond the limit the oldest goes")
  func forgets() {
    var audio = CallerAudio(capacity: 200, usual: 50)
    for _ in 0..<40 { write(10, into: &audio, keepingFrom: 0) }
    let (samples, first) = audio.suffix(from: 0)
    #expect(first == 200)
    #expect(samples == (200..<400).map(sample))
  }

  @Test("What is beyond full scale is clipped, what is no number is silence")
  func clips() {
    var audio = CallerAudio(capacity: 100, usual: 10)
    audio.append([2, -2, .nan, .infinity, 1, -1, 0.25].span)
    let most = Float(32_767) / 32_768
    #expect(audio.suffix(from: 0).samples == [most, -1, 0, most, most, -1, 0.25])
  }

  @Test("While nobody speaks the usual room is enough")
  func stays() {
    var audio = CallerAudio(capacity: 1_000, usual: 50)
    for _ in 0..<100 { write(10, into: &audio, keepingFrom: .max) }
    #expect(audio.suffix(from: 0).samples.count == 50)
  }
}
