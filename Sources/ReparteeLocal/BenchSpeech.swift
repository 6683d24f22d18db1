import Foundation
public import Repartee
internal import ReparteeInference

/// Measures how quickly the local voice begins, and how much faster than real time it goes on.
///
/// Counts the processor time of the one thread it runs on, so that a busy machine changes little.
public struct SpeechBenchmark: Sendable {
  /// Ten words, the length of an ordinary answer.
  public static let sentence = "Your appointment is confirmed for Tuesday at half past three."

  /// From the request to the first block, sorted.
  public private(set) var firstBlock: [Duration] = []
  /// From the request to the last block, sorted.
  public private(set) var whole: [Duration] = []
  /// How long the sentence sounds.
  public private(set) var audio: Duration = .zero

  /// Processor seconds for a second of sound, by the median.
  public var realTimeFactor: Double {
    audio > .zero ? (Self.middle(of: whole) ?? .zero) / audio : 0
  }

  /// The median time to the first block.
  public var firstBlockMedian: Duration? { Self.middle(of: firstBlock) }

  /// Speaks `text` again and again, on one of the synthesiser's workers.
  /// - Parameters:
  ///   - rounds: how often it is measured, after three times that are not.
  /// - Throws: as `HibariSynthesizer.synthesize`.
  public init(
    _ synthesizer: HibariSynthesizer, text: String = sentence, rounds: Int = 50
  ) async throws(ModelError) {
    let voice = synthesizer.voice
    for round in 0..<max(rounds, 1) + 3 {
      let figures = try await synthesizer.workers.run { token throws(ModelError) in
        let start = Self.processorTime()
        var run = SpeechRun(SpeechRequest(text: text), voice: voice)
        var blocks = try run.advance(token)
        let first = Self.processorTime() - start
        var samples = 0
        while !blocks.isEmpty {
          samples += blocks.reduce(0) { $0 + $1.samples.count }
          blocks = try run.advance(token)
        }
        return (first, Self.processorTime() - start, samples)
      }
      guard round >= 3 else { continue }
      firstBlock.append(figures.0)
      whole.append(figures.1)
      audio = .seconds(Double(figures.2) / Double(VoiceShape.rate))
    }
    firstBlock.sort()
    whole.sort()
  }

  private static func middle(of sorted: [Duration]) -> Duration? {
    sorted.isEmpty ? nil : sorted[sorted.count / 2]
  }

  /// What the calling thread has computed so far.
  private static func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
