import ReparteeAudio
import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite("A caller's audio over a WebSocket") struct CallerAudioTests {
  private func endpoint(_ rate: SampleRate, _ sent: Sent = Sent()) -> WebSocketEndpoint {
    WebSocketEndpoint(rate: rate, outRate: rate, speechRate: .hz24000) { sent.all.append($0) }
  }

  @Test("1 kHz arrives as 1 kHz, as loud and as long", arguments: AudioRequest.rates)
  func tones(rate: SampleRate) {
    let endpoint = endpoint(rate)
    endpoint.receive(PCM.bytes(Tone.samples(seconds: 2, rate: rate)))
    let heard = endpoint.hear(blocks: 110)
    let (level, rest) = Tone.measure(heard[4_800..<28_800], rate: .hz16000)
    #expect(abs(level - 0.5) < 0.003)
    #expect(rest < 0.001)
    // Whole milliseconds of the filter's edges apart, the tone has its length.
    let audible = heard.indices.filter { abs(heard[$0]) > 0.05 }
    let first = audible.first ?? 0
    let last = audible.last ?? 0
    #expect(abs(last - first - 32_000) < 100)
    #expect(first < 160)
  }

  @Test("Telephone audio is decoded, whole and in parts")
  func telephone() {
    let tone = Tone.samples(seconds: 2, rate: .hz8000)
    let codes = tone.map { G711.muLaw.encode(Int16($0 * 32_767)) }
    let endpoint = WebSocketEndpoint(
      rate: .hz8000, outRate: .hz8000, speechRate: .hz24000, encoding: .mulaw
    ) { _ in }
    for start in stride(from: 0, to: codes.count, by: 333) {
      endpoint.receive(Array(codes[start..<min(start + 333, codes.count)]))
    }
    let heard = endpoint.hear(blocks: 110)
    let (level, rest) = Tone.measure(heard[4_800..<28_800], rate: .hz16000)
    #expect(abs(level - 0.5) < 0.01)
    // A law of eight bits leaves its noise 35 dB and more below.
    #expect(rest < 0.02)
  }

  @Test("How the bytes are cut does not matter", arguments: AudioRequest.rates)
  func cuts(rate: SampleRate) {
    var noise = Noise(seed: 5)
    let bytes = (0..<40_001).map { _ in UInt8.random(in: .min ... .max, using: &noise) }
    let whole = endpoint(rate)
    whole.receive(bytes)
    let expected = whole.hear(blocks: 130)
    for sizes in [[1], [2], [3, 1, 0, 7], [640], [641, 639], [9_999]] {
      let cut = endpoint(rate)
      var (start, turn) = (0, 0)
      while start < bytes.count {
        let end = min(bytes.count, start + sizes[turn % sizes.count])
        cut.receive(binary: bytes.span.extracting(start..<end))
        (start, turn) = (end, turn + 1)
      }
      // Compared outside the macro, which would look for the difference for minutes.
      let isSame = cut.hear(blocks: 130) == expected
      #expect(isSame, "cut by \(sizes)")
    }
    #expect(expected.allSatisfy { $0.isFinite && abs($0) < 4 })
  }

  @Test("Every value of a sample arrives as it is at 16 kHz")
  func values() {
    let endpoint = endpoint(.hz16000)
    let all = (Int(Int16.min)...Int(Int16.max)).map { Float($0) / 32_768 }
    let bytes = (Int(Int16.min)...Int(Int16.max)).flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }
    endpoint.receive(bytes)
    let isSame = endpoint.hear(blocks: 204) == Array(all.prefix(204 * 320))
    #expect(isSame)
  }

  @Test("Who sends nothing is silent, and the call goes on")
  func nothing() {
    let endpoint = endpoint(.hz8000)
    for _ in 0..<100 {
      let (block, isHere) = endpoint.take()
      #expect(isHere && block.allSatisfy { $0 == 0 })
    }
    endpoint.receive([])
    #expect(endpoint.take().isHere)
  }

  @Test("Ten seconds at once are heard one block after the other")
  func burst() {
    let (endpoint, sent) = { sent in (self.endpoint(.hz48000, sent), sent) }(Sent())
    endpoint.receive(PCM.bytes(Tone.samples(seconds: 10, rate: .hz48000)))
    let heard = endpoint.hear(blocks: 600)
    #expect(abs(heard.count { $0 != 0 } - 160_000) < 1_000)
    #expect(sent.closure == nil)
  }

  @Test("More than half a minute in advance is refused")
  func flood() {
    let (endpoint, sent) = { sent in (self.endpoint(.hz8000, sent), sent) }(Sent())
    let second = [UInt8](repeating: 1, count: 16_000)
    for _ in 0..<30 { endpoint.receive(second) }
    #expect(sent.closure == nil)
    endpoint.receive(second)
    #expect(sent.closure == .tooFast)
    #expect(!endpoint.take().isHere)
    endpoint.receive(second)
    #expect(sent.all.count == 2, "an end and a closure, once")
  }

  @Test("The end of the audio is the end of the caller once it was heard")
  func ends() {
    let endpoint = endpoint(.hz16000)
    endpoint.receive(PCM.bytes(Tone.samples(seconds: 0.1, rate: .hz16000)))
    endpoint.receive(.end)
    endpoint.receive(PCM.bytes(Tone.samples(seconds: 1, rate: .hz16000)))
    #expect(
      (0..<7).map { _ in endpoint.take().isHere } == [true, true, true, true, false, false, false])
    let gone = self.endpoint(.hz16000)
    gone.receive(PCM.bytes(Tone.samples(seconds: 1, rate: .hz16000)))
    gone.close()
    let (block, isHere) = gone.take()
    #expect(!isHere && block.allSatisfy { $0 == 0 })
  }
}
