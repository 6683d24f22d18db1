/// What a client saw of its call.
public struct PeerReport: Sendable {
  /// From the first packet to the first message of the other side, in seconds.
  public var setUp: Double = 0
  /// From the last sound of each clip to the first sound of its answer, in seconds.
  public var latencies: [Double] = []
  /// Clips that were said to their end.
  public var clips = 0
  /// Messages or packets each way.
  public var sent = 0
  public var received = 0
  /// Samples that came with a sound in them.
  public var audible = 0
  /// Text messages, the first thousand.
  public var texts: [String] = []
  /// The WebSocket's close code, when the other side closed.
  public var closeCode: UInt16?

  public init() {}
}

/// Notes when clips end and answers begin.
struct AnswerWatch {
  private var speechEnd: Double?
  /// Softer than this is silence.
  private static let silence: Int16 = 8

  mutating func said(until time: Double, in report: inout PeerReport) {
    report.clips += 1
    speechEnd = time
  }

  mutating func heard(
    _ samples: some Collection<Int16>, at time: Double, in report: inout PeerReport
  ) {
    guard samples.contains(where: { $0.magnitude > Self.silence.magnitude }) else { return }
    report.audible += samples.count
    guard let end = speechEnd else { return }
    report.latencies.append(time - end)
    speechEnd = nil
  }
}
