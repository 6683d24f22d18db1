import Repartee
import ReparteeCore
import Synchronization

/// A caller who waits for the greeting, asks one question and listens.
final class SpokenCaller: AudioEndpoint {
  private let samples: [Float]
  private var position = 0

  /// Has a synthesiser speak the question, and brings it from 24 to 16 kHz: two samples for three.
  init(_ question: String, voice: any SpeechSynthesizer) async throws {
    let spoken = Mutex<[Float]>([])
    try await voice.synthesize(SpeechRequest(text: question, pitch: 0.7)) { block in
      spoken.withLock { $0 += block.samples }
    }
    let source = spoken.withLock { $0 } + [0, 0]
    let waiting = [Float](repeating: 0, count: 4 * 16_000)
    samples =
      waiting
      + stride(from: 0, to: (source.count - 2) * 2 / 3, by: 1).map { index in
        let first = index * 3 / 2
        return index % 2 == 0 ? source[first] : (source[first] + source[first + 1]) / 2
      }
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      block[index] = position < samples.count ? samples[position] : 0
      position += 1
    }
    return position < samples.count
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {}
}
