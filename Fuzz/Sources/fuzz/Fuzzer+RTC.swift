import Fuzzing
import ReparteeCore
import ReparteeRTC

/// What a WebRTC peer can send before and beside SCTP.
extension Fuzzer {
  static var webRTC: [Fuzzer] { [stun, sdp, address, rtp, rtcp] }

  /// No hash: any key makes the same twenty bytes, so that what stands behind the check is reached.
  private static let hmac: HmacSha1 = { _, _ in Array(repeating: 7, count: 20) }

  private static var stun: Fuzzer {
    let server = IceCredentials(fragment: "serv", password: "p")
    let browser = IceCredentials(fragment: "brow", password: "p")
    var client = IceClient(local: browser, remote: server, seed: 1, hmac: hmac)
    let check = client.check(nominating: true)
    let home = RemoteAddress(v6: 1, 2, port: 3)
    var answer = StunMessage(kind: .success, transaction: StunTransaction(high: 1, low: 2))
    answer.mapped = home
    let seeds = [check, client.check(nominating: false), answer.encoded(password: "p", hmac: hmac)]
    let machine = IceLiteMachine(local: server, remote: browser, at: .zero, hmac: hmac)
    return Fuzzer(name: "stun", seeds: seeds) { bytes in
      for bytes in [bytes, sealed(bytes)] {
        var (machine, client) = (machine, client)
        for case .send(let answer, let to) in machine.handle(bytes, from: home, at: .zero) {
          precondition(to == home, "An answer to someone else.")
          precondition((try? StunMessage(parsing: answer)) != nil, "An answer that is not read.")
        }
        _ = client.handle(bytes)
      }
    }
  }

  /// With the length and, where it ends with one, the FINGERPRINT that make an end read it (RFC 8489, section 14.7).
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 28 else { return bytes }
    var bytes = Array(bytes.prefix(bytes.count & ~3))
    let length = bytes.count - 20
    bytes[2] = UInt8(truncatingIfNeeded: length >> 8)
    bytes[3] = UInt8(truncatingIfNeeded: length)
    let start = bytes.count - 8
    guard bytes[start] == 0x80, bytes[start + 1] == 0x28 else { return bytes }
    let sum = CRC32.checksum(bytes[..<start]) ^ 0x5354_554E
    for index in 0..<4 {
      bytes[start + 4 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index))
    }
    return bytes
  }

  private static var address: Fuzzer {
    let seeds = ["192.0.2.1", "2001:db8::1", "::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"]
    return Fuzzer(
      name: "address", seeds: seeds.map { Array($0.utf8) }, words: [":", "::", ".", "255", "ffff"]
    ) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let address = RemoteAddress(host: text, port: 9) else { return }
      precondition(RemoteAddress(host: address.host, port: 9) == address, "Another address.")
    }
  }

  private static var sdp: Fuzzer {
    let bytes = (0..<32).map { UInt8($0) }
    guard let fingerprint = CertificateFingerprint(hash: .sha256, bytes: bytes) else {
      return Fuzzer(name: "sdp", seeds: []) { _ in }
    }
    let credentials = IceCredentials(fragment: "abcd", password: "abcdefghijklmnopqrstuvwx")
    let offer = ClientOffer(credentials: credentials, fingerprint: fingerprint, source: 1)
    let answer = SessionAnswer(
      credentials: credentials, fingerprint: fingerprint,
      candidates: [IceCandidate(RemoteAddress(v4: 1, port: 2))], source: 3, name: "n", session: 4)
    let seeds = [offer.text, offer.text.replacing("\r\n", with: "\n")].map { Array($0.utf8) }
    return Fuzzer(name: "sdp", seeds: seeds, words: sdpWords) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? ServerAnswer(text)
      guard let offer = try? SessionOffer(text) else { return }
      let answered = try? ServerAnswer(answer.text(to: offer))
      precondition(answered?.opus == offer.audio.opus, "An answer that is not understood.")
    }
  }

  private static let sdpWords = [
    "v=0\r\n", "m=audio 9 UDP/TLS/RTP/SAVPF 111 0\r\n", "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", "a=", "a=group:BUNDLE 0 1\r\n",
    "a=ice-ufrag:", "a=ice-pwd:", "a=ice-lite\r\n", "a=fingerprint:sha-256 ", "a=setup:passive\r\n",
    "a=setup:actpass\r\n", "a=mid:", "a=sendrecv\r\n", "a=sendonly\r\n", "a=inactive\r\n",
    "a=rtcp-mux\r\n", "a=rtpmap:111 opus/48000/2\r\n", "a=fmtp:111 useinbandfec=1;", "a=rtpmap:",
    "a=sctp-port:5000\r\n", "a=max-message-size:", "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n",
    "a=end-of-candidates\r\n", "a=ssrc:", "a=extmap:1 ", "telephone-event/48000", "\r\n", ":", " ",
    "99999999999999999999",
  ]

  private static var rtp: Fuzzer {
    let header = RtpHeader(payloadType: 111, sequence: 1, timestamp: 2, source: 3)
    let plain = header.packet([0x48, 1, 2, 3])
    var full = header.packet([0, 0, 0, 9])
    full[0] = 0xB1
    full += [0xBE, 0xDE, 0, 1, 0x10, 1, 0, 0, 0x48, 5, 6, 2]
    var buffer = JitterBuffer()
    return Fuzzer(name: "rtp", seeds: [plain, full]) { bytes in
      guard let packet = try? RtpPacket(parsing: bytes.span) else { return }
      precondition(packet.payload.upperBound <= bytes.count, "A payload beyond the end.")
      let now = MediaTime(nanoseconds: Int64(packet.header.timestamp) &* 20_000)
      let payload = bytes.span.extracting(packet.payload)
      buffer.insert(
        source: packet.header.source, sequence: packet.header.sequence,
        timestamp: packet.header.timestamp, arrival: now, payload: payload)
      _ = buffer.pop(at: now)
      _ = TelephoneEvent(payload: payload)
      if let length = OpusPacket.duration(payload) {
        precondition(length <= OpusPacket.maximumDuration, "A longer packet than there is.")
      }
      precondition(buffer.count <= 32, "More is held than there is room for.")
    }
  }

  private static var rtcp: Fuzzer {
    let block = ReportBlock(
      source: 1, fractionLost: 2, lost: 3, highest: 4, jitter: 5, lastReport: 6,
      delaySinceLastReport: 7)
    let info = SenderInfo(time: NtpTime(bits: 8), timestamp: 9, packets: 10, octets: 11)
    let seed = RtcpPacket.encoded([
      .report(source: 2, sender: info, blocks: [block]), .description(source: 2, name: "name"),
      .goodbye(sources: [2]),
    ])
    return Fuzzer(name: "rtcp", seeds: [seed]) { bytes in
      var machine = RtcpMachine(source: 1, name: "n", start: NtpTime(bits: 0))
      for case .quality(let quality) in machine.handle(bytes.span, at: .seconds(9)) {
        precondition((0...1).contains(quality.loss), "More is lost than was sent.")
      }
    }
  }
}
