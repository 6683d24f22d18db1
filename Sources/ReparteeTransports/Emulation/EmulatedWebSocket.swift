internal import Repartee
internal import ReparteeCore

/// A client that sends PCM16 at 16 kHz in messages of 20 ms over TCP, and the server's endpoint for it.
final class EmulatedWebSocket: EmulatedTransport {
  /// A frame's header, with the mask that clients must add (RFC 6455 §5.2).
  private static let clientHeader = 8
  private static let serverHeader = 4

  /// What the endpoint wants sent.
  private final class Outbox {
    var messages: [WebSocketOut] = []
  }

  private let outbox = Outbox()
  private let endpoint: WebSocketEndpoint
  private var up: TcpPath
  private var down: TcpPath
  private var player = PagePlayer()
  /// Samples of the caller's that have come.
  private var received = 0
  /// When the agent said what is under way, message by message.
  private var spoken: [MediaTime] = []

  init(up: NetworkLine, down: NetworkLine, speechRate: SampleRate) {
    endpoint = WebSocketEndpoint(
      rate: .hz16000, outRate: .hz16000, speechRate: speechRate,
      send: { [outbox] in outbox.messages.append($0) })
    self.up = TcpPath(up, back: down.seeded(1))
    self.down = TcpPath(down, back: up.seeded(1))
  }

  func speak(_ frame: Span<Float>, at now: MediaTime) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * frame.count)
    for index in frame.indices {
      let value = Int16(max(-1, min(frame[index], 1)) * 32_767)
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    up.send(bytes, header: Self.clientHeader, at: now)
  }

  func advance(to now: MediaTime) {
    for (_, message) in up.take(until: now) {
      received += message.count / 2
      endpoint.receive(binary: message.span)
    }
    for (_, message) in down.take(until: now) {
      let samples = stride(from: 0, to: message.count - 1, by: 2).map {
        Float(Int16(bitPattern: UInt16(message[$0]) | UInt16(message[$0 + 1]) << 8)) / 32_768
      }
      player.push(samples, spoken: spoken.isEmpty ? now : spoken.removeFirst())
    }
  }

  func listen(into block: inout MutableSpan<Float>, at now: MediaTime) {
    _ = endpoint.nextCallerBlock(into: &block)
  }

  var taken: Int? { received == 0 ? nil : received - endpoint.waiting }

  func say(_ block: Span<Float>, at now: MediaTime) {
    let silence: [Float] = []
    endpoint.exchange(caller: silence.span, agent: block, start: now)
    for case .audio(let bytes) in outbox.messages {
      spoken.append(now)
      down.send(bytes, header: Self.serverHeader, at: now)
    }
    outbox.messages.removeAll()
  }

  func play(into block: inout MutableSpan<Float>, at now: MediaTime) {
    player.pull(into: &block)
  }

  var played: MediaTime? { player.playhead }

  /// The page drops what it holds as soon as the message comes; here, at once.
  func clear(at now: MediaTime) {
    endpoint.observe(.clear, texts: [])
    player.clear()
  }

  func unplayed(at now: MediaTime) -> MediaTime { endpoint.unplayed }

  var isCutOff: Bool { endpoint.isClosed }

  var report: EmulatedCall.Report {
    EmulatedCall.Report(
      sent: up.sent, lost: up.lost, retransmissions: up.retransmissions, timeouts: up.timeouts)
  }
}
