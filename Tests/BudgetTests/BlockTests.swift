import CAllocationCounter
import NIOCore
import NIOEmbedded
import NIOWebSocket
import ReparteeCore
import ReparteeRTC
import ReparteeTesting
import ReparteeTurn
import Testing

@testable import Repartee
@testable import ReparteeServer
@testable import ReparteeTransports

/// What the media plane asks of the heap, block by block and packet by packet.
@Suite(
  .enabled(if: Budgets.current != nil, Budgets.absent),
  .enabled(if: allocation_counter_works() != 0, "allocations cannot be counted with this libc"))
struct BlockTests {
  static let rounds = 1_000

  /// Allocations of a round on this thread, after a tenth of them to warm up.
  static func allocations(_ body: (Int) throws -> Void) rethrows -> Double {
    for round in 0..<rounds / 10 { try body(round) }
    let before = allocation_count()
    for round in rounds / 10..<rounds / 10 + rounds { try body(round) }
    return Double(allocation_count() - before) / Double(rounds)
  }

  @Test("20 ms of a call in which nobody speaks, journalled")
  func silence() {
    var call = EngineCall()
    Budgets.check(.allocations, "block-silent", costs: Self.allocations { _ in call.step() })
  }

  @Test("20 ms of a call in which the agent speaks, journalled")
  func speech() {
    var call = EngineCall()
    call.speak(seconds: 60)
    Budgets.check(.allocations, "block-speaking", costs: Self.allocations { _ in call.step() })
    #expect(call.engine.machine.state == .agentSpeaking)
  }

  @Test("A WebSocket message with 20 ms of audio, from its frame to the call's block")
  func messageIn() throws {
    let socket = try SocketCall()
    let frame = WebSocketFrame(
      fin: true, opcode: .binary, maskKey: [1, 2, 3, 4],
      data: ByteBuffer(repeating: 7, count: 640))
    var block = [Float](repeating: 0, count: 320)
    let counted = try Self.allocations { _ in
      try socket.channel.writeInbound(frame)
      var span = block.mutableSpan
      _ = socket.endpoint.nextCallerBlock(into: &span)
    }
    #expect(block.contains { $0 != 0 })
    Budgets.check(.allocations, "websocket-message-in", costs: counted)
  }

  @Test("A WebSocket message with 20 ms of audio, from the call's block to its frame")
  func messageOut() throws {
    let socket = try SocketCall()
    let caller = [Float](repeating: 0, count: 320)
    let agent = [Float](repeating: 0.1, count: 480)
    var frames = 0
    let counted = try Self.allocations { _ in
      socket.endpoint.exchange(caller: caller.span, agent: agent.span, start: .zero)
      while try socket.channel.readOutbound(as: WebSocketFrame.self) != nil { frames += 1 }
    }
    #expect(frames >= Self.rounds)
    Budgets.check(.allocations, "websocket-message-out", costs: counted)
  }

  @Test("A packet of RTP there and back: encoded, protected, opened, ordered and decoded")
  func packet() throws {
    var line = try PacketLine()
    let counted = Self.allocations { _ in line.step() }
    #expect(line.listener.statistics.packetsIn == Self.rounds + Self.rounds / 10)
    Budgets.check(.allocations, "rtp-packet", costs: counted)
  }
}

/// The server's end of a WebSocket, without a socket.
private final class SocketCall {
  let channel: EmbeddedChannel
  let endpoint: any AudioEndpoint

  init() throws {
    let entry = CallEntry(number: SessionID(1), agent: "desk", transport: .websocket, folder: "")
    let handler = WebSocketHandler(
      request: try AudioRequest(query: ""), entry: entry, speechRate: .hz24000, limits: .init(),
      times: .init())
    channel = EmbeddedChannel(handler: handler)
    endpoint = handler.endpoint
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    while try channel.readOutbound(as: WebSocketFrame.self) != nil {}
  }

  deinit { _ = try? channel.finish() }
}

/// One direction of a WebRTC call, without a socket.
private struct PacketLine {
  /// The newest datagram.
  private final class Wire {
    var packet = [UInt8](repeating: 0, count: 1_500)
    var length = 0
  }

  let speaker: MediaSession
  let listener: MediaSession
  private let wire = Wire()
  private var now = MediaTime.zero
  private let voice = (0..<480).map { Float($0 / 12 % 2) * 0.2 - 0.1 }
  private var block = [Float](repeating: 0, count: 320)

  init() throws {
    let start = NtpTime(unixSeconds: 1_700_000_000, nanoseconds: 0)
    let profile = SrtpProfile.aes128Gcm
    let keys = [1, 2].map { [UInt8](repeating: $0, count: profile.keySize) }
    speaker = try MediaSession(source: 1, name: "a", payloadType: 111, rate: .hz24000, start: start)
    listener = try MediaSession(
      source: 2, name: "b", payloadType: 111, rate: .hz24000, start: start)
    try speaker.open(SrtpKeys(profile: profile, inbound: keys[1], outbound: keys[0]))
    try listener.open(SrtpKeys(profile: profile, inbound: keys[0], outbound: keys[1]))
    speaker.transmit = { [wire] datagram in
      wire.length = datagram.count
      wire.packet.withUnsafeMutableBytes { $0.copyMemory(from: datagram) }
    }
  }

  mutating func step() {
    now += .milliseconds(20)
    speaker.send(voice.span, at: now)
    wire.packet.withUnsafeBytes {
      listener.receive(UnsafeRawBufferPointer(rebasing: $0[0..<wire.length]), at: now)
    }
    // A block may not be used while the rest of this is looked at.
    let (ear, time) = (listener, now)
    var span = block.mutableSpan
    ear.next(into: &span, at: time)
  }
}
