internal import Repartee
internal import ReparteeCore

/// The other side of a scripted call: noise for speech, and an ear that only knows sound from silence.
final class SoakCaller: AudioEndpoint {
  /// A call that has not ended by then never will: the longest silence, asked about twice, takes a minute.
  static let limit = MediaTime.seconds(600)

  private static let line = LineNoise()
  private static let speech = LineNoise(level: -14, seed: 2)
  /// Blocks without sound after which the agent is taken to have stopped.
  private static let pause = 25

  private let script: SoakScript
  private let live: LiveObjects
  private var step = 0
  /// Blocks of the step that are over.
  private var spent = 0
  private var position = 0
  /// Blocks since the agent was heard; nil before.
  private var quiet: Int?
  private(set) var isOver = false

  init(_ script: SoakScript, counting live: LiveObjects) {
    (self.script, self.live) = (script, live)
    live.callers.add(1)
  }

  deinit { live.callers.add(-1) }

  /// How long the call has lasted.
  var now: MediaTime { .samples(position, at: .hz16000) }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    while step < script.steps.count, isDone(script.steps[step]) {
      step += 1
      spent = 0
    }
    let sounds =
      if step < script.steps.count, case .sound = script.steps[step] { true } else { false }
    for index in block.indices {
      block[index] = sounds ? Self.speech[position + index] : Self.line[position + index]
    }
    position += block.count
    spent += 1
    if now > Self.limit { withUnsafeCurrentTask { $0?.cancel() } }
    isOver = script.leaves && step >= script.steps.count
    return !isOver
  }

  private func isDone(_ step: SoakScript.Step) -> Bool {
    switch step {
    case .silence(let blocks), .sound(let blocks): spent >= blocks
    case .untilAgentSpeaks(let most): quiet == 0 || spent >= most
    case .untilAgentStops(let most): (quiet ?? 0) >= Self.pause || spent >= most
    }
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    // A tone has no sixteen samples of silence.
    let isHeard = stride(from: 0, to: agent.count, by: 16).contains { abs(agent[$0]) > 0.001 }
    quiet = isHeard ? 0 : quiet.map { $0 + 1 }
  }
}
