internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// A caller whose sound begins a given time after the agent's voice, and may bring that voice back as an echo.
final class OverheardLine: AudioEndpoint {
  /// How the agent's own voice comes back.
  struct Echo: Sendable {
    var delay: MediaTime
    /// Decibels, below zero.
    var gain: Float
  }

  /// What the caller says first of all, before the agent.
  private let opening: [Float]
  private let caller: [Float]
  private let lead: Int
  private let tail: Int
  private let echo: Echo?
  private let isTelephone: Bool
  private let noise = LineNoise()
  private var position = 0
  private var converter = RateConverter(from: .hz24000, to: .hz16000)
  /// What the agent said since it began, at 16 kHz.
  private var said: [Float] = []
  /// The sample of the call at which the agent's voice began.
  private var began: Int?

  /// - Parameters:
  ///   - opening: what the caller says after half a second, 16 kHz mono; the agent answers it.
  ///   - caller: 16 kHz mono.
  ///   - lead: from the agent's first sound to the beginning of `caller`.
  ///   - tail: how long the caller stays on the line after that.
  init(
    opening: [Float] = [], caller: [Float], lead: MediaTime, tail: MediaTime = .seconds(3),
    echo: Echo? = nil,
    isTelephone: Bool = false
  ) {
    self.opening = opening
    self.caller = caller
    self.lead = lead.samples(at: .hz16000)
    self.tail = tail.samples(at: .hz16000)
    self.echo = echo
    self.isTelephone = isTelephone
  }

  /// When the caller's sound began; nil when the agent never spoke.
  var callerStart: MediaTime? { began.map { .samples($0 + lead, at: .hz16000) } }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    for index in block.indices {
      let sample = noise[position + index] + own(at: position + index) + back(at: position + index)
      block[index] = isTelephone ? ScriptedLine.telephone(sample) : CallerClip.line(sample)
    }
    position += block.count
    // An agent that never speaks must not keep the call.
    guard let began else { return position < 16_000 * 30 }
    return position < began + lead + caller.count + tail
  }

  private func own(at sample: Int) -> Float {
    if opening.indices.contains(sample - 8_000) { return opening[sample - 8_000] }
    guard let began, caller.indices.contains(sample - began - lead) else { return 0 }
    return caller[sample - began - lead]
  }

  private func back(at sample: Int) -> Float {
    // A caller who has hung up brings nothing back, or an agent that answers itself would never end.
    guard let echo, let began, sample < began + lead + caller.count + tail else { return 0 }
    let place = sample - began - echo.delay.samples(at: .hz16000)
    return said.indices.contains(place) ? said[place] * Levels.amplitude(echo.gain) : 0
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    if began == nil, agent.indices.contains(where: { agent[$0] != 0 }) { began = position }
    guard began != nil, echo != nil else { return }
    var more = [Float](repeating: 0, count: converter.outputCount(for: agent.count))
    var span = more.mutableSpan
    _ = converter.process(agent, into: &span)
    said += more
  }
}
