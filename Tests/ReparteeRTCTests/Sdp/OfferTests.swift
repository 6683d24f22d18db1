import ReparteeRTC
import Testing

@Suite("Offers of browsers") struct OfferTests {
  @Test("Chromium's gives its audio, its data channel and its credentials")
  func chromium() throws {
    let offer = try SessionOffer(Offers.chromium)
    #expect(offer.audio.opus == 111 && offer.audio.telephoneEvent == 110)
    #expect(offer.audio.opusParameters == "minptime=10;useinbandfec=1")
    #expect(offer.audio.mid == "0" && offer.audio.direction == .sendrecv)
    #expect(offer.bundle == ["0", "1"] && offer.sections.count == 2)
    #expect(offer.dataChannel?.index == 1 && offer.dataChannel?.maximumMessage == 262_144)
    #expect(
      offer.credentials
        == IceCredentials(fragment: "Zq3k", password: "mXb4pR7vWk2tYc9dLq8sJn5h"))
    #expect(offer.fingerprint.hash == .sha256 && offer.fingerprint.bytes.prefix(3) == [0, 17, 34])
    #expect(offer.setup == .actpass)
  }

  @Test("Firefox's has its fingerprint in the session, and the data channel first")
  func firefox() throws {
    let offer = try SessionOffer(Offers.firefox)
    #expect(offer.audio.index == 1 && offer.audio.opus == 109)
    #expect(offer.audio.direction == .recvonly)
    #expect(offer.audio.telephoneEvent == 101 && offer.audio.telephoneEventRate == 8_000)
    #expect(offer.dataChannel?.index == 0)
    #expect(offer.fingerprint.bytes.count == 32)
  }

  @Test("Safari's with video has audio that can be used, and the better of two fingerprints")
  func safari() throws {
    let offer = try SessionOffer(Offers.safari)
    #expect(offer.audio.opus == 111 && offer.audio.telephoneEvent == nil)
    #expect(offer.dataChannel == nil && offer.fingerprint.hash == .sha256)
    #expect(offer.setup == .active && offer.audio.direction == .sendonly)
  }

  @Test("line ends of all kinds, and lines of any length, are read alike")
  func lineEnds() throws {
    let expected = try SessionOffer(Offers.chromium)
    for end in ["\r\n", "\r", "\n\n"] {
      #expect(try SessionOffer(Offers.chromium.replacing("\n", with: end)) == expected)
    }
    let long = Offers.chromium + "\na=x-long:" + String(repeating: "y", count: 50_000)
    #expect(try SessionOffer(long).audio == expected.audio)
  }

  @Test("data channels outside the group are not taken: they would need a second transport")
  func unbundled() throws {
    let offer = try SessionOffer(
      Offers.chromium.replacing("a=group:BUNDLE 0 1", with: "a=group:BUNDLE 0"))
    #expect(offer.dataChannel == nil)
  }

  @Test(
    "an offer that lacks something is refused with what it lacks",
    arguments: [
      ("m=audio 9", "m=video 9", SdpError.Code.noAudio),
      ("m=audio 9", "m=audio 0", .noAudio),
      ("opus/48000/2", "opus/48000", .noOpus),
      ("SAVPF 111", "SAVPF 112", .noOpus),
      ("a=ice-ufrag:Zq3k", "a=x:", .noCredentials),
      ("a=ice-ufrag:Zq3k", "a=ice-ufrag:Zq3", .noCredentials),
      ("a=ice-pwd:mXb4pR7vWk2tYc9dLq8sJn5h", "a=ice-pwd:short", .noCredentials),
      ("a=fingerprint:sha-256", "a=x:", .noFingerprint),
      ("sha-256 00:11", "sha-256 11", .noFingerprint),
      ("sha-256 00:11", "sha-3 00:11", .noFingerprint),
      ("a=rtcp-mux\n", "", .noRtcpMux),
      ("a=setup:actpass", "a=setup:passive", .unusableSetup),
      ("UDP/TLS/RTP/SAVPF", "RTP/AVP", .unusableProtocol),
      ("m=audio 9", "m=audio x", .malformed),
      ("UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126", "UDP", .malformed),
      ("v=0", "w=0", .malformed),
      ("s=-", "nonsense", .malformed),
    ])
  func lacking(part: String, instead: String, code: SdpError.Code) {
    let text = Offers.chromium.replacing(part, with: instead)
    #expect(text != Offers.chromium)
    do {
      _ = try SessionOffer(text)
      Issue.record("it was taken")
    } catch {
      #expect(error.code == code && error.message.hasSuffix("."))
    }
  }

  @Test("what is too large is refused before it is read")
  func large() {
    for text in [
      String(repeating: "v=0\n", count: 20_000), String(repeating: "v=0\n", count: 5_000),
      "v=0\n" + String(repeating: "m=a 1 b c\n", count: 65),
    ] {
      do {
        _ = try SessionOffer(text)
        Issue.record("it was taken")
      } catch { #expect(error.code == .tooLarge) }
    }
  }

  @Test("an empty text, and text that is no description, are refused", arguments: ["", "\n", "{}"])
  func none(text: String) { #expect(throws: SdpError.self) { try SessionOffer(text) } }

  @Test("a fingerprint is written as it is read, and only bytes in pairs are taken")
  func fingerprint() throws {
    let text = "sha-1 " + Array(repeating: "0A", count: 20).joined(separator: ":")
    #expect(CertificateFingerprint(text)?.text == text)
    #expect(CertificateFingerprint(text.replacing("0A", with: "+A")) == nil)
    #expect(CertificateFingerprint(text + ":00") == nil)
  }
}
