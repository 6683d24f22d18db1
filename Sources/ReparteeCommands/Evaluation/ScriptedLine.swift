internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// What a scripted caller does, decided block by block from what it hears.
protocol CallPlan: AnyObject {
  /// Told before each block; may say something on the line.
  /// - Returns: false once the call is over.
  func proceed(at now: MediaTime, on line: ScriptedLine) -> Bool
}

/// A caller who does as a plan says, on a line that is never digitally silent, and hears without a buffer.
final class ScriptedLine: AudioEndpoint {
  let truth = CallTruth()
  private(set) var ledger = UnitLedger()
  private let plan: any CallPlan
  private let noise: LineNoise
  private let isTelephone: Bool
  private let clock: CallerClock?
  private var clip: (start: Int, samples: [Float])?
  private var position = 0
  private var isOver = false

  /// - Parameters:
  ///   - isTelephone: whether the line quantises as G.711 µ-law does.
  ///   - clock: the caller's, in a call at the pace of the wall.
  init(
    plan: any CallPlan, noise: LineNoise = LineNoise(), isTelephone: Bool = false,
    clock: CallerClock? = nil
  ) {
    self.clock = clock
    self.plan = plan
    self.noise = noise
    self.isTelephone = isTelephone
  }

  /// The time of the line: when the block that comes next begins.
  var now: MediaTime { .samples(position, at: .hz16000) }

  /// Starts a clip with the next block.
  /// - Parameter isHeard: whether the recogniser reports it.
  /// - Returns: its true onset and offset.
  func say(_ new: CallerClip, isHeard: Bool = true) -> (onset: MediaTime, offset: MediaTime) {
    clip = (position, new.samples)
    let (onset, offset) = (position + new.onset, position + new.offset)
    truth.add(.init(onset: onset, offset: offset, text: isHeard ? new.text : ""))
    return (.samples(onset, at: .hz16000), .samples(offset, at: .hz16000))
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    if !isOver { isOver = !plan.proceed(at: now, on: self) }
    for index in block.indices {
      var sample = noise[position + index]
      if let clip, position + index - clip.start < clip.samples.count {
        sample += clip.samples[position + index - clip.start]
      }
      block[index] = isTelephone ? Self.telephone(sample) : max(-1, min(1, sample))
    }
    position += block.count
    clock?.noteBlock(due: now)
    truth.reach(position)
    return !isOver
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    ledger.add(agent, at: clock?.now ?? start)
  }

  /// Obeys at once when what has not sounded is to be dropped.
  func hear(_ event: SessionEvent, at time: MediaTime) {
    if event == .clear { ledger.cut(at: clock?.now ?? time) }
  }

  static func telephone(_ sample: Float) -> Float {
    Float(G711.muLaw.decode(G711.muLaw.encode(PCM.int16(sample)))) / 32_768
  }
}
