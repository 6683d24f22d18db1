import ReparteeRTC
import Testing

@Suite("Answers") struct AnswerTests {
  private func answer() throws -> SessionAnswer {
    let bytes = (0..<32).map { UInt8($0) }
    let fingerprint = try #require(CertificateFingerprint(hash: .sha256, bytes: bytes))
    let here = RemoteAddress(v4: 0xC000_0201, port: 8080)
    return SessionAnswer(
      credentials: IceCredentials(fragment: "serv", password: "serverpasswordserverpa"),
      fingerprint: fingerprint,
      candidates: [
        IceCandidate(here), IceCandidate(RemoteAddress(v6: 0x2001_0DB8 << 32, 1, port: 8080)),
        IceCandidate(RemoteAddress(v4: 0xCB00_7105, port: 9000), base: here),
      ],
      source: 77, name: "repartee", session: .max)
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\r\n").map(String.init)
  }

  @Test("the answer to Chromium has all that was proven to be needed, and nothing else")
  func chromium() throws {
    let text = try answer().text(to: SessionOffer(Offers.chromium))
    #expect(
      lines(text) == [
        "v=0", "o=- 4611686018427387903 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite",
        "a=group:BUNDLE 0 1", "a=msid-semantic: WMS repartee",
        "m=audio 8080 UDP/TLS/RTP/SAVPF 111 110", "c=IN IP4 192.0.2.1",
        "a=candidate:1 1 udp 2130706431 192.0.2.1 8080 typ host",
        "a=candidate:2 1 udp 2130706175 2001:db8:0:0:0:0:0:1 8080 typ host",
        "a=candidate:3 1 udp 1694498303 203.0.113.5 9000 typ srflx raddr 192.0.2.1 rport 8080",
        "a=end-of-candidates", "a=ice-ufrag:serv", "a=ice-pwd:serverpasswordserverpa",
        "a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15"
          + ":16:17:18:19:1A:1B:1C:1D:1E:1F",
        "a=setup:passive", "a=mid:0", "a=sendrecv", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2",
        "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1", "a=rtpmap:110 telephone-event/48000",
        "a=fmtp:110 0-15", "a=ptime:20", "a=msid:repartee repartee-audio",
        "a=ssrc:77 cname:repartee", "a=ssrc:77 msid:repartee repartee-audio",
        "m=application 8080 UDP/DTLS/SCTP webrtc-datachannel", "c=IN IP4 192.0.2.1",
        "a=ice-ufrag:serv", "a=ice-pwd:serverpasswordserverpa",
        "a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15"
          + ":16:17:18:19:1A:1B:1C:1D:1E:1F",
        "a=setup:passive", "a=mid:1", "a=sctp-port:5000", "a=max-message-size:65536",
      ])
    #expect(text.hasSuffix("\r\n"))
  }

  @Test("m-lines keep their order, and video is declined with port 0")
  func order() throws {
    let firefox = lines(try answer().text(to: SessionOffer(Offers.firefox)))
    #expect(
      firefox.filter { $0.hasPrefix("m=") } == [
        "m=application 8080 UDP/DTLS/SCTP webrtc-datachannel",
        "m=audio 8080 UDP/TLS/RTP/SAVPF 109 101",
      ])
    // The first section in use carries the candidates.
    let first = try #require(firefox.firstIndex { $0.hasPrefix("a=candidate") })
    #expect(first < (firefox.firstIndex { $0.hasPrefix("m=audio") } ?? 0))
    #expect(firefox.filter { $0.hasPrefix("a=candidate") }.count == 3)
    #expect(firefox.contains("a=sendonly") && firefox.contains("a=group:BUNDLE 0 1"))
    let safari = lines(try answer().text(to: SessionOffer(Offers.safari)))
    #expect(
      safari.filter { $0.hasPrefix("m=") } == [
        "m=audio 8080 UDP/TLS/RTP/SAVPF 111", "m=video 0 UDP/TLS/RTP/SAVPF 96 97",
      ])
    #expect(safari.contains("a=group:BUNDLE audio") && safari.contains("a=recvonly"))
    // Who only receives announces no stream.
    #expect(!safari.contains { $0.hasPrefix("a=ssrc") })
  }

  @Test("an offer of the client is answered, and the client understands the answer")
  func client() throws {
    let answer = try answer()
    var offer = ClientOffer(
      credentials: IceCredentials(fragment: "clie", password: "clientpasswordclientpa"),
      fingerprint: answer.fingerprint, source: 5)
    let parsed = try SessionOffer(offer.text)
    #expect(parsed.credentials == offer.credentials && parsed.dataChannel != nil)
    let understood = try ServerAnswer(answer.text(to: parsed))
    #expect(understood.credentials == answer.credentials)
    #expect(understood.fingerprint == answer.fingerprint)
    #expect(understood.candidates == answer.candidates.map(\.address))
    #expect(understood.opus == 111 && understood.sctpPort == 5000)
    offer.offersDataChannel = false
    #expect(try ServerAnswer(answer.text(to: SessionOffer(offer.text))).sctpPort == nil)
  }

  @Test("100,000 damaged offers: none traps, and what is taken has an answer that is understood")
  func flood() throws {
    let answer = try answer()
    let seeds = Offers.all.map { Array($0.utf8) }
    var taken = 0
    Noise.flood(100_000, seeds: seeds) { bytes in
      guard let offer = try? SessionOffer(String(decoding: bytes, as: UTF8.self)) else { return }
      taken += 1
      guard taken % 20 == 0 else { return }
      let text = answer.text(to: offer)
      let understood = try? ServerAnswer(text)
      #expect(understood?.opus == offer.audio.opus, "\(text)")
      #expect(lines(text).count { $0.hasPrefix("m=") } == offer.sections.count)
    }
    #expect(taken > 10_000)
  }
}
