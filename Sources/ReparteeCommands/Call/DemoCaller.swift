internal import Repartee
internal import ReparteeCore

/// A caller who asks prepared questions, each once the agent has finished answering the one before.
final class DemoCaller: AudioEndpoint {
  /// How long the agent must have been silent before the next question.
  private static let patience = 35
  /// How long an answer is waited for at most, in blocks of 20 ms: 15 s.
  private static let limit = 750

  private var questions: [[Float]]
  private let recording: StereoRecording
  private var current: [Float] = []
  private var position = 0
  private var hasAnswered = false
  private var silence = 0
  private var waited = 0

  /// - Parameter questions: 16 kHz mono, in order.
  init(questions: [[Float]], recording: StereoRecording) {
    self.questions = questions
    self.recording = recording
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      block[index] = position < current.count ? current[position] : 0
      position += 1
    }
    guard position >= current.count else { return true }
    waited += 1
    guard hasAnswered && silence >= Self.patience || waited >= Self.limit else { return true }
    guard !questions.isEmpty else { return false }
    current = questions.removeFirst()
    position = 0
    hasAnswered = false
    waited = 0
    return true
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    recording.add(caller: caller, agent: agent, start: start)
    var isAudible = false
    for index in agent.indices where abs(agent[index]) > 1e-4 { isAudible = true }
    silence = isAudible ? 0 : silence + 1
    if isAudible, position >= current.count { hasAnswered = true }
  }
}
