internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// Gives callers back what they say, in the same 20 ms. The session behind it hears silence, and nobody hears the session.
final class EchoEndpoint: AudioEndpoint {
  private let inner: any AudioEndpoint
  private var caller = [Float](repeating: 0, count: SampleRate.hz16000.blockSize)
  private var converter: RateConverter
  private var echo: [Float]

  /// - Parameter speechRate: of the audio that `inner` takes for the agent's; with 16 kHz nothing is converted here.
  init(_ inner: any AudioEndpoint, speechRate: SampleRate) {
    self.inner = inner
    converter = RateConverter(from: .hz16000, to: speechRate)
    echo = [Float](repeating: 0, count: speechRate.blockSize + 8)
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    let isHere = inner.nextCallerBlock(into: &block)
    for index in block.indices {
      if index < caller.count { caller[index] = block[index] }
      block[index] = 0
    }
    return isHere
  }

  /// What is under way is the caller's own: the session has nothing to take back.
  var unplayed: MediaTime { .zero }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    let heard = self.caller
    let made = Self.convert(heard, &converter, into: &echo)
    let line = echo
    inner.exchange(caller: heard.span, agent: line.span.extracting(first: made), start: start)
  }

  private static func convert(
    _ samples: borrowing [Float], _ converter: inout RateConverter, into echo: inout [Float]
  ) -> Int {
    guard converter.outputCount(for: samples.count) <= echo.count else { return 0 }
    var output = echo.mutableSpan
    return converter.process(samples.span, into: &output)
  }
}
