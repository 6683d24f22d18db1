internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeTransports

/// One clip through one network, both ways at once: the caller says it to the agent, and the agent to the caller.
struct NetworkTrial {
  /// What came out at one end.
  struct Way: Sendable {
    /// What was heard from the beginning of the clip to its end, 16 kHz.
    var samples: [Float] = []
    /// For each 20 ms of the clip's sound, from when they were said to when they could be heard, in ms.
    var delays: [Double] = []
    /// The same for the last of it; nil when it did not come within half a minute.
    var whole: Double?
  }

  struct Outcome: Sendable {
    /// From the caller to the agent, and back.
    var up = Way()
    var down = Way()
    var report = EmulatedCall.Report()
  }

  /// Before the clip, so that both ends know the network by then: 3 s.
  static let lead = 48_000
  /// What the agent says first, as a reply before: up to 1.5 s of the clip, from 0.4 s on.
  private static let opening = 6_400..<30_400
  private static let block = 320
  /// How long the last word is waited for, in blocks.
  private static let patience = 1_500

  let transport: EmulatedCall.Transport
  let up: NetworkLine
  let down: NetworkLine
  let clip: CallerClip

  func run() throws -> Outcome {
    let caller = TrialCaller(clip)
    let call = try EmulatedCall(
      caller, over: transport, up: up, down: down, speechRate: .hz16000)
    var heard: [Float] = []
    var block = [Float](repeating: 0, count: Self.block)
    let end = (Self.lead + clip.samples.count) / Self.block
    for number in 0..<end + Self.patience {
      Self.listen(call, into: &block)
      heard += block
      let words = agent(number)
      call.exchange(caller: block.span, agent: words.span, start: Self.time(number + 1))
      if number > end + 25, isDone(call, number) { break }
    }
    return Outcome(
      up: upward(call, heard), down: downward(call, caller.heard), report: call.report)
  }

  private static func listen(_ call: EmulatedCall, into block: inout [Float]) {
    var span = block.mutableSpan
    _ = call.nextCallerBlock(into: &span)
  }

  private static func time(_ blocks: Int) -> MediaTime { .milliseconds(Int64(20 * blocks)) }

  /// What the agent says in a block of the call.
  private func agent(_ number: Int) -> [Float] {
    let start = number * Self.block
    return (start..<start + Self.block).map { sample in
      if sample >= Self.lead {
        let place = sample - Self.lead
        return place < clip.samples.count ? clip.samples[place] : 0
      }
      let place = sample - Self.opening.lowerBound + clip.onset
      guard Self.opening.contains(sample), place < clip.offset else { return 0 }
      return clip.samples[place]
    }
  }

  private func isDone(_ call: EmulatedCall, _ number: Int) -> Bool {
    guard call.heard.last.flatMap({ $0 }) ?? .zero >= position(clip.samples.count) else {
      return false
    }
    return call.soundings.last?.said ?? .zero >= said(clip.offset - 1)
  }

  /// Of a sample of the clip in the caller's stream.
  private func position(_ sample: Int) -> MediaTime {
    .samples(Self.lead + sample, at: .hz16000)
  }

  /// When the agent says a sample of the clip.
  private func said(_ sample: Int) -> MediaTime {
    Self.time((Self.lead + sample) / Self.block + 1)
  }

  private var frames: StrideTo<Int> { stride(from: clip.onset, to: clip.offset, by: Self.block) }
}

extension NetworkTrial {
  private func upward(_ call: EmulatedCall, _ heard: [Float]) -> Way {
    var way = Way()
    // The first block after which all before a sample was given.
    var block = 0
    func find(_ sample: Int) -> Int? {
      let wanted = position(sample)
      while block < call.heard.count, call.heard[block] ?? .zero < wanted { block += 1 }
      return block < call.heard.count ? block : nil
    }
    let first = find(0)
    for frame in frames {
      let end = min(frame + Self.block, clip.offset)
      guard let found = find(end) else { break }
      let delay = Self.time(found + 1) - call.time(ofSample: Self.lead + end)
      way.delays.append(delay.milliseconds)
      if end == clip.offset { way.whole = delay.milliseconds }
    }
    let last = find(clip.samples.count) ?? call.heard.count - 1
    if let first, first <= last {
      way.samples = Array(heard[first * Self.block..<(last + 1) * Self.block])
    }
    return way
  }

  private func downward(_ call: EmulatedCall, _ heard: [Float]) -> Way {
    var way = Way()
    var block = 0
    func find(_ sample: Int) -> Int? {
      let wanted = said(sample)
      while block < call.soundings.count, call.soundings[block].said ?? .zero < wanted {
        block += 1
      }
      return block < call.soundings.count ? block : nil
    }
    let first = find(clip.onset)
    for frame in frames {
      guard let found = find(min(frame, clip.offset - 1)) else { break }
      way.delays.append((call.soundings[found].sounds - said(frame)).milliseconds)
    }
    guard let first, let last = find(clip.offset - 1) else { return way }
    way.whole = (call.soundings[last].sounds - said(clip.offset - 1)).milliseconds
    let from = max(0, first - 5) * Self.block
    way.samples = Array(heard[from..<min(heard.count, (last + 10) * Self.block)])
    return way
  }
}

/// Says a clip after a while, with the noise of a microphone around it, and keeps what the loudspeaker plays.
private final class TrialCaller: AudioEndpoint {
  private var microphone: Microphone
  private(set) var heard: [Float] = []

  init(_ clip: CallerClip) { microphone = Microphone(clip: clip) }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    microphone.fill(&block)
    return true
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    for index in agent.indices { heard.append(agent[index]) }
  }
}
