import Repartee
import ReparteeAudio
import ReparteeCore
import ReparteeTurn
import Testing

@testable import ReparteeTransports

@Suite("The agent's audio over a WebSocket") struct AgentAudioTests {
  private static let speechRates = [16_000, 22_050, 24_000, 44_100, 11_025, 48_000]
    .compactMap(SampleRate.init)

  private func endpoint(
    _ outRate: SampleRate = .hz16000, speech: SampleRate = .hz24000, sending sent: Sent
  ) -> WebSocketEndpoint {
    WebSocketEndpoint(rate: .hz16000, outRate: outRate, speechRate: speech) { sent.all.append($0) }
  }

  @Test(
    "1 kHz leaves as 1 kHz, as loud and as long", arguments: AudioRequest.rates, speechRates)
  func tones(outRate: SampleRate, speech: SampleRate) {
    let sent = Sent()
    let endpoint = endpoint(outRate, speech: speech, sending: sent)
    endpoint.speak(seconds: 2, rate: speech)
    endpoint.beSilent(blocks: 40, rate: speech)
    let samples = sent.samples
    let edge = outRate.hertz / 4
    let (level, rest) = Tone.measure(samples[edge..<2 * outRate.hertz - edge], rate: outRate)
    #expect(abs(level - 0.5) < 0.003)
    #expect(rest < 0.002)
    let audible = samples.indices.filter { abs(samples[$0]) > 0.05 }
    let length = (audible.last ?? 0) - (audible.first ?? 0)
    #expect(abs(length - 2 * outRate.hertz) < outRate.hertz / 200)
    #expect(sent.audio.allSatisfy { $0.count == 2 * outRate.blockSize })
  }

  @Test("A telephone gets a byte a sample, 160 of them in a message")
  func telephone() {
    let sent = Sent()
    let endpoint = WebSocketEndpoint(
      rate: .hz8000, outRate: .hz8000, speechRate: .hz24000, encoding: .mulaw
    ) { sent.all.append($0) }
    endpoint.speak(seconds: 2, rate: .hz24000)
    endpoint.beSilent(blocks: 40, rate: .hz24000)
    #expect(sent.audio.allSatisfy { $0.count == 160 })
    let samples = sent.audio.flatMap { $0 }.map { Float(G711.muLaw.decode($0)) / 32_768 }
    let (level, rest) = Tone.measure(samples[2_000..<14_000], rate: .hz8000)
    #expect(abs(level - 0.5) < 0.01)
    #expect(rest < 0.02)
  }

  @Test("A message leaves with each block, and none waits")
  func paced() {
    let sent = Sent()
    let endpoint = endpoint(sending: sent)
    for block in 1...50 {
      endpoint.speak(seconds: 0.02)
      #expect(sent.audio.count == block)
    }
  }

  @Test("What is too loud is clipped, and what is no number is silent")
  func clips() {
    let sent = Sent()
    let endpoint = endpoint(.hz16000, speech: .hz16000, sending: sent)
    let odd: [Float] = [2, -2, .nan, .infinity, -.infinity, 1, -1, 0.5]
    endpoint.speak(odd + [Float](repeating: 0.25, count: 312), rate: .hz16000)
    let expected: [Float] = [32_767, -32_768, 0, 32_767, -32_768, 32_767, -32_768, 16_384]
    #expect(sent.samples.prefix(8).map { $0 * 32_768 } == expected)
  }

  @Test("A silent agent sends nothing; the pauses in its speech are sent")
  func silence() {
    let sent = Sent()
    let endpoint = endpoint(sending: sent)
    endpoint.beSilent(blocks: 100)
    #expect(sent.all.isEmpty)
    endpoint.speak(seconds: 0.2)
    endpoint.beSilent(blocks: 20)
    #expect(sent.audio.count == 30)
    endpoint.speak(seconds: 0.2)
    endpoint.beSilent(blocks: 200)
    #expect(sent.audio.count == 40 + AgentQueue.pause)
  }

  @Test("After a clear nothing old leaves, and no silence")
  func clears() {
    let sent = Sent()
    let endpoint = endpoint(sending: sent)
    endpoint.speak(seconds: 0.2)
    endpoint.setWritable(false)
    endpoint.speak(seconds: 0.4)
    endpoint.observe(.clear, at: .zero)
    #expect(sent.texts == [CallMessages.clear])
    endpoint.setWritable(true)
    endpoint.beSilent(blocks: 10)
    #expect(sent.audio.count == 10)
    endpoint.speak(seconds: 0.1)
    #expect(sent.audio.count == 15)
  }

  @Test("A socket that is stuck for a second gets all words later, 200 ms ahead at most")
  func stuck() {
    let sent = Sent()
    let endpoint = endpoint(.hz16000, speech: .hz16000, sending: sent)
    endpoint.speak(seconds: 0.4, rate: .hz16000)
    endpoint.setWritable(false)
    endpoint.speak(seconds: 1, rate: .hz16000)
    #expect(sent.audio.count == 20)
    endpoint.setWritable(true)
    #expect(sent.audio.count == 20 + WebSocketEndpoint.lead)
    endpoint.speak(seconds: 0.2, rate: .hz16000)
    #expect(sent.audio.count == 20 + WebSocketEndpoint.lead + 10)
    endpoint.beSilent(blocks: 100, rate: .hz16000)
    // Of 16 samples of this tone two are zero.
    #expect(sent.samples.count { $0 != 0 } == Int(1.6 * 16_000) * 14 / 16)
    // Most of the silence is left out: it made up for the second.
    #expect(sent.audio.count <= 80 + AgentQueue.pause)
  }

  @Test("Who never reads is let go after two seconds of speech")
  func slow() {
    let sent = Sent()
    let endpoint = endpoint(sending: sent)
    endpoint.setWritable(false)
    endpoint.speak(seconds: 2)
    #expect(sent.closure == nil)
    endpoint.speak(seconds: 0.04)
    #expect(sent.closure == .tooSlow)
    #expect(sent.audio.isEmpty && !endpoint.take().isHere)
    endpoint.speak(seconds: 1)
    endpoint.setWritable(true)
    #expect(sent.all.count == 2, "an end and a closure, and nothing after them")
  }

  @Test("Who never reads is let go after ten seconds, though nothing is said")
  func stuckInSilence() {
    let sent = Sent()
    let endpoint = endpoint(sending: sent)
    endpoint.setWritable(false)
    endpoint.beSilent(blocks: WebSocketEndpoint.patience - 1)
    #expect(sent.closure == nil)
    endpoint.beSilent(blocks: 1)
    #expect(sent.closure == .tooSlow)
  }

  @Test("At the end what waits is sent, then why, then the closure")
  func finishes() {
    let sent = Sent()
    let endpoint = endpoint(.hz16000, speech: .hz16000, sending: sent)
    endpoint.setWritable(false)
    endpoint.speak(seconds: 0.3, rate: .hz16000)
    endpoint.finish(.callerSilent)
    #expect(sent.audio.count == 15)
    #expect(
      sent.all.suffix(2) == [.text(CallMessages.end(reason: "caller_silent")), .close(.ended)])
    endpoint.finish(.failed)
    endpoint.observe(.state(.listening), at: .zero)
    #expect(sent.all.count == 17)
  }
}
