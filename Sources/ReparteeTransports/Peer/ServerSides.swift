internal import ReparteeAudio
internal import ReparteeCore
internal import ReparteeRTC

/// Speech that is said over and over, in blocks.
struct SpeechLoop {
  private let blocks: [[Float]]

  init(_ samples: [Float], rate: SampleRate) {
    let size = rate.blockSize
    let whole = stride(from: 0, through: samples.count - size, by: size)
      .map { Array(samples[$0..<$0 + size]) }
    blocks = whole.isEmpty ? [[Float](repeating: 0.1, count: size)] : whole
  }

  subscript(number: Int) -> [Float] { blocks[number % blocks.count] }
}

/// A WebSocket of 16 kHz both ways, after its frames are unmasked and before they are made.
final class WebSocketSide: ServerSide {
  private let endpoint: WebSocketEndpoint
  private let counter: Counter
  private let messages: [[UInt8]]
  private let agent: SpeechLoop
  private var message: [UInt8] = []
  private var arrivals: [MediaTime] = []

  private final class Counter { var packets = 0 }

  init(_ speech: [Float]) {
    let counter = Counter()
    self.counter = counter
    endpoint = WebSocketEndpoint(
      rate: .hz16000, outRate: .hz16000, speechRate: .hz24000
    ) { if case .audio = $0 { counter.packets += 1 } }
    agent = SpeechLoop(speech, rate: .hz24000)
    let heard = RateConverter(from: .hz24000, to: .hz16000).convert(speech)
    let size = SampleRate.hz16000.blockSize
    let loop = SpeechLoop(heard, rate: .hz16000)
    messages = (0..<max(1, heard.count / size)).map { number in
      loop[number].flatMap { AudioEncoding.pcm16.bytes(of: PCM.int16($0)) }
    }
  }

  func prepare(_ number: Int, at now: MediaTime) {
    message = messages[number % messages.count]
    arrivals.append(now)
  }

  func receive(at now: MediaTime) {
    let bytes = message
    endpoint.receive(binary: bytes.span)
  }

  func take(into block: inout MutableSpan<Float>, at now: MediaTime) {
    _ = endpoint.nextCallerBlock(into: &block)
  }

  func give(_ number: Int, at now: MediaTime) {
    let block = agent[number]
    endpoint.exchange(caller: block.span, agent: block.span, start: now)
  }

  var packetsSent: Int { counter.packets }

  func held(at now: MediaTime) -> MediaTime? {
    let size = SampleRate.hz16000.blockSize
    let first = arrivals.count * size - endpoint.waiting
    guard endpoint.waiting > 0, arrivals.indices.contains(first / size) else { return nil }
    return now - arrivals[first / size]
  }

  var target: MediaTime? { nil }
  var lead: MediaTime { .milliseconds(Int64(20 * WebSocketEndpoint.lead)) }
}

/// WebRTC's media, after the port has found out whose a datagram is, and before it is written to the socket.
final class WebRTCSide: ServerSide {
  private let server: MediaSession
  private let client: MediaSession
  private let speech: SpeechLoop
  private let line = Line()

  private final class Line {
    var datagrams: [[UInt8]] = []
    var packets = 0
  }

  init(_ speech: [Float]) throws(WebRTCError) {
    self.speech = SpeechLoop(speech, rate: .hz24000)
    let start = NtpTime(unixSeconds: 1_700_000_000, nanoseconds: 0)
    server = try MediaSession(
      source: 1, name: "server", payloadType: 111, rate: .hz24000, start: start)
    client = try MediaSession(
      source: 2, name: "client", payloadType: 111, rate: .hz24000, start: start)
    let profile = SrtpProfile.aes128Gcm
    let keys = (1...2).map { [UInt8](repeating: $0, count: profile.keySize) }
    try server.open(SrtpKeys(profile: profile, inbound: keys[1], outbound: keys[0]))
    try client.open(SrtpKeys(profile: profile, inbound: keys[0], outbound: keys[1]))
    client.transmit = { [line] in line.datagrams.append(Array($0)) }
    server.transmit = { [line] _ in line.packets += 1 }
  }

  func prepare(_ number: Int, at now: MediaTime) {
    line.datagrams.removeAll(keepingCapacity: true)
    let block = speech[number]
    client.send(block.span, at: now)
  }

  func receive(at now: MediaTime) {
    for datagram in line.datagrams {
      datagram.withUnsafeBytes { server.receive($0, at: now) }
    }
  }

  func take(into block: inout MutableSpan<Float>, at now: MediaTime) {
    server.next(into: &block, at: now)
  }

  func give(_ number: Int, at now: MediaTime) {
    let block = speech[number]
    server.send(block.span, at: now)
  }

  var packetsSent: Int { line.packets }

  func held(at now: MediaTime) -> MediaTime? {
    let delay = server.summary(at: now).bufferDelay
    return delay == .zero ? nil : delay
  }

  var target: MediaTime? { server.summary(at: .zero).bufferTarget }
  var lead: MediaTime { .zero }
}
