public import Repartee
import ReparteeAudio
import ReparteeTurn
public import ReparteeCore

/// A caller who does what is written down: speaks, pauses, talks over the agent, coughs.
///
/// Steps are tied to times or to what the agent does, as the caller hears it. Give `observe` to the
/// driver as its observer, so that the caller can tell a new reply from one that goes on.
/// Use it on one session's executor only.
public final class ScriptedCaller: AudioEndpoint {
  /// A step of the script and when it truly sounded.
  public struct Said: Sendable {
    public var sound: CallerSound
    public var start: MediaTime
    public var end: MediaTime { start + sound.length }
  }

  static let rate = SampleRate.hz16000

  /// What fakes look words up in.
  public let truth: LineTruth
  let voice = AgentVoice()
  let line: CallerLine
  private let hangUp: HangUp
  private var steps: ArraySlice<CallerStep>
  /// What has begun so far, oldest first.
  public private(set) var said: [Said] = []
  private var sounding: [(sound: CallerSound, start: Int)] = []
  /// Samples handed over so far.
  private var position = 0
  private var floor = Noise(seed: 7)
  private var echo: EchoPath?
  private var ear: AgentEar?
  /// From when on the agent's doings count for the next step.
  private var reference = MediaTime.zero
  /// What the agent's next sound is. A session that tells what it does says so; else a long silence tells.
  private var expected = AgentSpan.Part.beginning
  private var isObserving = false
  private var isGone = false
  /// Everything both sides sent, when it is to be kept.
  var recording: CallRecording?
  /// When a call that has not ended is given up: its task is cancelled.
  var limit: MediaTime?

  public init(
    _ steps: [CallerStep], line: CallerLine = CallerLine(),
    hangUp: HangUp = .afterQuiet(.seconds(2)), truth: LineTruth = LineTruth()
  ) {
    self.steps = steps[...]
    self.line = line
    self.hangUp = hangUp
    self.truth = truth
  }

  /// The agent's words as the caller heard them, oldest first.
  public var agentWords: [AgentWord] { ear?.words ?? [] }
  /// When the agent was audible.
  public var agentSpans: [AgentSpan] { ear?.spans ?? [] }
  /// What is still to be said: its moment has not come.
  public var unsaid: [CallerStep] { Array(steps) }

  /// A synthesiser like `base` whose words the caller recognises: needed for `afterAgentSays` and to tell what was lost.
  public func hearing(_ base: any SpeechSynthesizer) -> any SpeechSynthesizer {
    TracedSynthesizer(base: base, voice: voice)
  }

  /// Takes what a session tells its observer.
  public func observe(_ event: SessionEvent, _ time: MediaTime) {
    if !isObserving { expected = .aside }
    isObserving = true
    if event == .state(.thinking) { expected = .beginning }
    if case .turn = event { expected = .aside }
  }

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    let now = MediaTime.samples(position, at: Self.rate)
    let end = now + .samples(block.count, at: Self.rate)
    while let step = steps.first, let due = due(step, at: now), due < end {
      steps.removeFirst()
      begin(step, at: max(due, now))
    }
    fill(&block)
    let span = block.span
    truth.sent(span, at: position)
    recording?.add(caller: span)
    position += block.count
    if let limit, end >= limit { withUnsafeCurrentTask { $0?.cancel() } }
    isGone = isGone || isOver(at: now)
    return !isGone
  }

  public func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    recording?.add(agent: agent)
    guard let rate = SampleRate(agent.count * 50) else { return }
    let before = ear?.spans.count ?? 0
    var listening = ear ?? AgentEar(voice: voice, rate: rate)
    let isAfterSilence = start - (listening.lastSound ?? .seconds(-1)) >= .milliseconds(500)
    if !isObserving, isAfterSilence { expected = .beginning }
    listening.hear(agent, at: start, as: expected)
    if listening.spans.count > before, expected == .beginning { expected = .continuation }
    ear = listening
    guard let settings = line.echo else { return }
    var path = echo ?? EchoPath(settings, rate: rate)
    path.take(agent, words: listening.words, at: start, truth: truth)
    echo = path
  }

  private func fill(_ block: inout MutableSpan<Float>) {
    let gain = line.floor.map { Levels.amplitude($0) * 1.73 }
    // Copies, so that no sample costs a look at the object.
    let position = position
    var floor = floor
    for index in block.indices { block[index] = gain.map { $0 * floor.next() } ?? 0 }
    for (sound, start) in sounding {
      let first = max(start - position, 0)
      for index in first..<max(first, min(block.count, start + sound.samples.count - position)) {
        block[index] += sound.samples[position + index - start]
      }
    }
    sounding.removeAll { $0.start + $0.sound.samples.count <= position + block.count }
    echo?.add(to: &block, at: position, truth: truth)
    for index in block.indices where block[index] != 0 {
      // Too faint to hear, and enough to tell this sample from every other.
      block[index] = max(-1, min(1, block[index] + 1e-5 * floor.next()))
    }
    self.floor = floor
  }

  private func begin(_ step: CallerStep, at time: MediaTime) {
    let start = time.samples(at: Self.rate) / LineTruth.unit * LineTruth.unit
    said.append(Said(sound: step.sound, start: .samples(start, at: Self.rate)))
    sounding.append((step.sound, start))
    truth.begin(step.sound, at: start)
    if !step.moment.isAgents { reference = .samples(start, at: Self.rate) }
  }
}

// MARK: - When steps are due

extension ScriptedCaller {
  private func due(_ step: CallerStep, at now: MediaTime) -> MediaTime? {
    let previous = said.last
    switch step.moment {
    case .at(let time): return time
    case .afterPrevious(let length): return (previous?.end ?? .zero) + length
    case .withPrevious(let length): return (previous?.start ?? .zero) + length
    case .afterAgentStarts(let length):
      return agentSpans.first { $0.part == .beginning && isToCome($0.start, length) }
        .map { moveReference(to: $0.start) + length }
    case .afterAgentSays(let word, let length):
      let wanted = Self.plain(word)
      return agentWords.first {
        $0.share > 0.99 && Self.plain($0.text) == wanted && isToCome($0.end, length)
      }.map { moveReference(to: $0.end) + length }
    case .afterAgentStops(let length):
      guard let last = ear?.lastSound, last >= reference else { return nil }
      // Who has said something waits for the answer.
      if let previous, previous.sound.kind == .speech, last < previous.end { return nil }
      return max(last, previous?.end ?? .zero) + length <= now ? now : nil
    }
  }

  /// Whether this is the doing of the agent that a step refers to: not before what the step before
  /// it referred to, and the moment must not have been past when that began.
  private func isToCome(_ time: MediaTime, _ length: MediaTime) -> Bool {
    time >= reference && time + length > said.last?.start ?? MediaTime(nanoseconds: -1)
  }

  /// What the next step refers to is what this one referred to, or comes after it.
  private func moveReference(to time: MediaTime) -> MediaTime {
    reference = max(reference, time)
    return time
  }

  private func isOver(at now: MediaTime) -> Bool {
    switch hangUp {
    case .at(let time): return now >= time
    case .afterQuiet(let length):
      guard steps.isEmpty, sounding.isEmpty else { return false }
      let last = max(said.map(\.end).max() ?? .zero, ear?.lastSound ?? .zero)
      return now >= last + length
    }
  }

  /// Lower case, without punctuation.
  static func plain(_ word: String) -> String {
    word.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}

extension CallerStep.Moment {
  fileprivate var isAgents: Bool {
    switch self {
    case .at, .afterPrevious, .withPrevious: false
    case .afterAgentStarts, .afterAgentSays, .afterAgentStops: true
    }
  }
}
