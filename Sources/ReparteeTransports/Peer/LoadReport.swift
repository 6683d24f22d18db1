/// What a client saw of its call.
public struct LoadReport: Sendable {
  /// From the first packet to the first message of the other side, in seconds.
  public var setUp: Double = 0
  /// When each clip's last sound was said, and when its answer began to sound, in seconds of one clock for all clients.
  public var answers: [(said: Double, heard: Double?)] = []
  /// Messages or packets each way.
  public var sent = 0
  public var received = 0
  /// Text messages, the first thousand.
  public var texts: [String] = []
  /// The WebSocket's close code, when the other side closed.
  public var closeCode: UInt16?

  public init() {}

  /// From the last sound of each clip to the first sound of its answer, in seconds.
  public var latencies: [Double] {
    answers.compactMap { answer in answer.heard.map { $0 - answer.said } }
  }
  /// Clips that were said to their end.
  public var clips: Int { answers.count }
}

/// Notes when clips end and answers begin.
struct AnswerWatch {
  /// An answer is waited for: only then the audio needs to be looked at.
  private(set) var isWaiting = false
  /// Softer than this is silence.
  static let silence: Int16 = 64

  mutating func said(at time: Double, in report: inout LoadReport) {
    report.answers.append((time, nil))
    isWaiting = true
  }

  mutating func heardSound(at time: Double, in report: inout LoadReport) {
    guard isWaiting, !report.answers.isEmpty else { return }
    report.answers[report.answers.count - 1].heard = time
    isWaiting = false
  }
}
