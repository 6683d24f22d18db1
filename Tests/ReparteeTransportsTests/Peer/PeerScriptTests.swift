import NIOCore
import Testing

@testable import ReparteeTransports

@Suite struct PeerScriptTests {
  /// 8 kHz: blocks of 160 samples; a clip of 250, silence up to 480.
  private let script = PeerScript(
    clip: (1...250).map { Int16($0) }, speechEnd: 200, rate: 8_000, pause: 0.03, lead: 0.02)

  private func samples(_ number: Int) -> [Int16] {
    var bytes = script.encoded(number)
    return (0..<160).compactMap { _ in bytes.readInteger(endianness: .little) }
  }

  @Test("A script is silent, says its clip, is silent, and says it again")
  func blocks() {
    #expect(samples(0) == [Int16](repeating: 0, count: 160))
    #expect(samples(1) == (1...160).map { Int16($0) })
    #expect(samples(2) == (161...250).map { Int16($0) } + [Int16](repeating: 0, count: 70))
    #expect(samples(3) == [Int16](repeating: 0, count: 160))
    #expect(samples(4) == samples(1))
  }

  @Test("Floats are the same samples")
  func floats() {
    var block = [Float](repeating: 9, count: 160)
    var span = block.mutableSpan
    script.fill(&span, with: 2)
    #expect(block.map { Int16($0 * 32_768) } == samples(2))
  }

  @Test("The last sound of the clip is in one block of each round")
  func end() { #expect((0..<8).filter(script.endsSpeech) == [2, 5]) }

  @Test("What is typed comes again and again, never with the first block and not too often")
  func typed() {
    var script = script
    #expect((0..<500).allSatisfy { script.text(with: $0) == nil })
    script.typed = ("Hello", every: 2)
    #expect((0..<500).filter { script.text(with: $0) == "Hello" } == [100, 200, 300, 400])
    script.typed = ("Hello", every: 0)
    #expect((0..<60).filter { script.text(with: $0) != nil } == [25, 50])
  }
}
