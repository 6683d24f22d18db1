public import Repartee
public import ReparteeCore

/// A call through a transport's real code over an emulated network, on a virtual clock: it stands between a caller and
/// whoever would listen to one.
///
/// The three clocks of a call, microphone, server and loudspeaker, tick every 20 ms, each at its own part of them. The
/// server's is the one that `nextCallerBlock` is called by: the first call is 20 ms after the call has begun.
public final class EmulatedCall: AudioEndpoint {
  public enum Transport: String, Sendable, CaseIterable {
    case webRTC = "webrtc", webSocket = "websocket"
  }

  /// What became of the caller's packets.
  public struct Report: Sendable, Equatable {
    /// Packets or segments on the line, and those of them that were lost.
    public var sent = 0
    public var lost = 0
    /// Blocks that were restored from redundancy, and made up; packets that came too late.
    public var recovered = 0
    public var concealed = 0
    public var late = 0
    /// Segments that were sent again, and times that the sender waited in vain.
    public var retransmissions = 0
    public var timeouts = 0

    public init() {}

    init(
      sent: Int, lost: Int, recovered: Int = 0, concealed: Int = 0, late: Int = 0,
      retransmissions: Int = 0, timeouts: Int = 0
    ) {
      self.sent = sent
      self.lost = lost
      self.recovered = recovered
      self.concealed = concealed
      self.late = late
      self.retransmissions = retransmissions
      self.timeouts = timeouts
    }
  }

  private static let block = MediaTime.milliseconds(20)

  private let caller: any AudioEndpoint
  private let transport: any EmulatedTransport
  /// Of the caller's clock, a block.
  private let frame: Double
  private let microphone: MediaTime
  private let loudspeaker: MediaTime
  private var spoken = 0
  private var played = 0
  private var now = MediaTime.zero
  private var isHere = true

  /// After each block that the agent got: how much of what the caller said he has got, from the first sample on, or has
  /// been given up. Nil before the first.
  public private(set) var heard: [MediaTime?] = []
  /// For each block that the loudspeaker played: when it began to sound, and when the agent had said it.
  public private(set) var soundings: [(sounds: MediaTime, said: MediaTime?)] = []

  /// - Parameters:
  ///   - caller: both ways at 16 kHz.
  ///   - up: the network from the caller to the agent; its drift is the caller's clock's.
  ///   - speechRate: of what the agent says.
  public init(
    _ caller: any AudioEndpoint, over transport: Transport, up: NetworkLine, down: NetworkLine,
    speechRate: SampleRate
  ) throws {
    self.caller = caller
    var random = NetworkRandom(seed: up.seed ^ 0xC10C)
    microphone = MediaTime(nanoseconds: .random(in: 1..<Self.block.nanoseconds, using: &random))
    loudspeaker = MediaTime(nanoseconds: .random(in: 1..<Self.block.nanoseconds, using: &random))
    frame = Double(Self.block.nanoseconds) / (1 + up.drift)
    switch transport {
    case .webRTC:
      self.transport = try EmulatedWebRTC(up: up, down: down, speechRate: speechRate)
    case .webSocket:
      self.transport = EmulatedWebSocket(up: up, down: down, speechRate: speechRate)
    }
  }

  public var report: Report { transport.report }

  /// When the caller says the sample.
  public func time(ofSample sample: Int) -> MediaTime {
    microphone + MediaTime(nanoseconds: Int64(Double(sample) / 320 * frame))
  }

  public func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    advance(to: now + Self.block)
    transport.listen(into: &block, at: now)
    heard.append(transport.taken.map { .samples(max(0, $0), at: .hz16000) })
    return isHere && !transport.isCutOff
  }

  public func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    transport.say(agent, at: now)
  }

  public var unplayed: MediaTime { transport.unplayed(at: now) }

  /// What the session tells its transport.
  public func observe(_ event: SessionEvent) {
    if event == .clear { transport.clear(at: now) }
  }

  /// Lets the call go on: microphone, network and loudspeaker, each in its turn.
  private func advance(to end: MediaTime) {
    while true {
      let spokenAt = microphone + MediaTime(nanoseconds: Int64(Double(spoken + 1) * frame))
      let playsAt = loudspeaker + .milliseconds(Int64(20 * played))
      let next = min(spokenAt, playsAt)
      guard next <= end else { break }
      transport.advance(to: next)
      if spokenAt <= playsAt { speak(at: next) } else { play(at: next) }
    }
    transport.advance(to: end)
    now = end
  }

  private func speak(at time: MediaTime) {
    spoken += 1
    var block = [Float](repeating: 0, count: 320)
    if isHere {
      var span = block.mutableSpan
      isHere = caller.nextCallerBlock(into: &span)
    }
    transport.speak(block.span, at: time)
  }

  private func play(at time: MediaTime) {
    played += 1
    var block = [Float](repeating: 0, count: 320)
    do {
      var span = block.mutableSpan
      transport.play(into: &span, at: time)
    }
    soundings.append((time, transport.played))
    let silence: [Float] = []
    caller.exchange(caller: silence.span, agent: block.span, start: time)
  }
}
