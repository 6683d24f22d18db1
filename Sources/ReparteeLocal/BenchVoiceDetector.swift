import Foundation
public import Repartee
public import ReparteeInference

/// How long the voice detector takes for a frame, with each instruction set and beside ONNX Runtime.
public struct BenchVoiceDetector: Sendable {
  /// CPU time of the calling thread for a frame, in microseconds.
  public struct Row: Sendable {
    /// The instruction set, or `ONNX Runtime`.
    public var name: String
    /// Measurements, each over `batch` frames.
    public var count: Int
    public var median: Double
    public var p95: Double
  }

  /// Frames a measurement: reading the clock takes about a microsecond itself.
  public static let batch = 10

  /// The instruction sets of this machine, then the reference.
  public private(set) var rows: [Row] = []

  /// How many times faster than the reference the fastest is, by the medians.
  public var ratio: Double {
    guard rows.count > 1, let reference = rows.last else { return 0 }
    return reference.median / rows[rows.count - 2].median
  }

  /// Measures, taking turns, so that all get the same share of a busy machine.
  /// - Parameters:
  ///   - speech: 16 kHz mono, at least `batch` frames of 512.
  ///   - rounds: how often it is gone through, after once that is not measured.
  /// - Throws: `.missing` when a model or ONNX Runtime is not installed.
  public init(
    speech: [Float], rounds: Int = 20, home: ModelHome = .standard
  ) throws(ModelError) {
    let sets = SileroInstructionSet.allCases.filter(\.isSupported)
    var streams: [any VoiceStream] = []
    for set in sets {
      streams.append(try SileroVoiceDetector(home: home, instructions: set).makeStream())
    }
    let reference = try SileroReference(home: home)
    var times = [[Double]](repeating: [], count: sets.count + 1)
    let step = Self.batch * SileroStream.hop
    for round in 0...max(rounds, 1) {
      for start in stride(from: 0, to: speech.count - step + 1, by: step) {
        for (index, stream) in streams.enumerated() {
          let time = Self.time {
            for frame in Self.frames(start) { _ = stream.process(speech.span.extracting(frame)) }
          }
          if round > 0 { times[index].append(time) }
        }
        let before = Self.processorTime()
        for frame in Self.frames(start) { _ = try reference.process(speech[frame]) }
        let time = Self.processorTime() - before
        if round > 0 { times[sets.count].append(time / Double(Self.batch)) }
      }
    }
    for (name, times) in zip(sets.map { "\($0)" } + ["ONNX Runtime"], times) where !times.isEmpty {
      let sorted = times.sorted()
      rows.append(
        Row(
          name: name, count: sorted.count, median: sorted[sorted.count / 2],
          p95: sorted[sorted.count * 95 / 100]))
    }
  }

  private static func frames(_ start: Int) -> [Range<Int>] {
    (0..<batch).map { start + $0 * SileroStream.hop..<start + ($0 + 1) * SileroStream.hop }
  }

  /// Microseconds a frame.
  private static func time(_ body: () -> Void) -> Double {
    let before = processorTime()
    body()
    return (processorTime() - before) / Double(batch)
  }

  /// What the calling thread has computed so far, in microseconds.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}
