internal import ReparteeAudio
internal import ReparteeCore

/// What one packet in and one block out take of a server: its own objects, without network, threads and models.
///
/// Time is made: a packet comes every 20 ms, a block is taken every 20 ms, and from the first packet to the last the one
/// moves against the other by a whole block, as the clocks of two sound devices do within minutes. So the costs are those
/// of this processor, and the waits are those of the design on a line that delays nothing.
public struct PathCost: Sendable {
  /// In microseconds.
  public struct Sample: Sendable, Equatable {
    public var wall: Double
    /// Of this thread.
    public var cpu: Double
  }

  /// From a packet to the block of 16 kHz that the voice detector is given.
  public internal(set) var received: [Sample] = []
  /// From a block of the synthesiser's to the packet.
  public internal(set) var sent: [Sample] = []
  /// The same for nothing: what reading the clocks takes.
  public internal(set) var idle: [Sample] = []
  /// How long a packet's first sound waits until a block is taken, in milliseconds.
  public internal(set) var held: [Double] = []
  /// How long a block waits until its packet is sent, in milliseconds.
  public internal(set) var unsent: [Double] = []
  /// How long packets are held back as aimed at in the end, in milliseconds; nil where nothing is.
  public internal(set) var target: Double?
  /// How much may be sent at once, in milliseconds, after a socket took nothing for a while.
  public internal(set) var lead = 0.0

  /// Packets that go by before anything is noted.
  static let warmUp = 100

  /// Carries `count` packets each way.
  /// - Parameters:
  ///   - speech: of 24 kHz, said by both sides over and over; without long silences.
  /// - Throws: `WebRTCError`.
  public static func measure(
    _ line: LoadClients.Line, speech: [Float], count: Int
  ) throws -> PathCost {
    switch line {
    case .webSocket: try measure(WebSocketSide(speech), count)
    case .webRTC: try measure(WebRTCSide(speech), count)
    }
  }

  static func measure(_ side: some ServerSide, _ count: Int) throws -> PathCost {
    var cost = PathCost()
    var block = [Float](repeating: 0, count: SampleRate.hz16000.blockSize)
    var given = 0
    for number in 0..<(warmUp + max(0, count)) {
      let start = MediaTime.milliseconds(Int64(20 * number))
      let share = Double(number) / Double(warmUp + count)
      let arrival = start + MediaTime(nanoseconds: Int64(20e6 * share))
      let beat = start + .milliseconds(20)
      side.prepare(number, at: arrival)
      let into = Stopwatch.measure { side.receive(at: arrival) }
      let held = side.held(at: beat)
      let taken = Stopwatch.measure {
        var span = block.mutableSpan
        side.take(into: &span, at: beat)
      }
      let out = Stopwatch.measure { side.give(number, at: beat) }
      let idle = Stopwatch.measure {}
      given += 1
      guard number >= warmUp else { continue }
      cost.received.append(Sample(wall: into.wall + taken.wall, cpu: into.cpu + taken.cpu))
      cost.sent.append(out)
      cost.idle.append(idle)
      if let held { cost.held.append(held.milliseconds) }
      cost.unsent.append(Double(20 * (given - side.packetsSent)))
    }
    (cost.target, cost.lead) = (side.target?.milliseconds, side.lead.milliseconds)
    return cost
  }
}

/// A server's side of a call, and what feeds it.
protocol ServerSide: AnyObject {
  /// Makes the client's packet with this number: not measured.
  func prepare(_ number: Int, at now: MediaTime)
  /// The packet comes.
  func receive(at now: MediaTime)
  /// The session takes a block.
  func take(into block: inout MutableSpan<Float>, at now: MediaTime)
  /// The session gives a block; packets are sent.
  func give(_ number: Int, at now: MediaTime)
  var packetsSent: Int { get }
  /// How long what would be taken now has been here; nil when that is nothing.
  func held(at now: MediaTime) -> MediaTime?
  /// How long packets are held back.
  var target: MediaTime? { get }
  /// How much may be sent at once.
  var lead: MediaTime { get }
}
