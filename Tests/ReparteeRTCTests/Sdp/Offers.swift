/// Offers in the shapes that browsers make, written for these tests.
enum Offers {
  private static let fingerprint =
    "sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"
    + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

  /// Chromium: audio with many codecs and extensions, and a data channel.
  static let chromium = """
    v=0
    o=- 4962303333179871723 2 IN IP4 127.0.0.1
    s=-
    t=0 0
    a=group:BUNDLE 0 1
    a=extmap-allow-mixed
    a=msid-semantic: WMS 9f2c
    m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
    c=IN IP4 0.0.0.0
    a=rtcp:9 IN IP4 0.0.0.0
    a=ice-ufrag:Zq3k
    a=ice-pwd:mXb4pR7vWk2tYc9dLq8sJn5h
    a=ice-options:trickle
    a=fingerprint:\(fingerprint)
    a=setup:actpass
    a=mid:0
    a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
    a=sendrecv
    a=msid:9f2c 77ab
    a=rtcp-mux
    a=rtcp-rsize
    a=rtpmap:111 opus/48000/2
    a=rtcp-fb:111 transport-cc
    a=fmtp:111 minptime=10;useinbandfec=1
    a=rtpmap:63 red/48000/2
    a=fmtp:63 111/111
    a=rtpmap:9 G722/8000
    a=rtpmap:0 PCMU/8000
    a=rtpmap:8 PCMA/8000
    a=rtpmap:13 CN/8000
    a=rtpmap:110 telephone-event/48000
    a=rtpmap:126 telephone-event/8000
    a=ssrc:3570614608 cname:4TOk42mSjXCkVIa6
    a=ssrc:3570614608 msid:9f2c 77ab
    m=application 9 UDP/DTLS/SCTP webrtc-datachannel
    c=IN IP4 0.0.0.0
    a=ice-ufrag:Zq3k
    a=ice-pwd:mXb4pR7vWk2tYc9dLq8sJn5h
    a=ice-options:trickle
    a=fingerprint:\(fingerprint)
    a=setup:actpass
    a=mid:1
    a=sctp-port:5000
    a=max-message-size:262144
    """

  /// Firefox: the fingerprint for the whole session, opus on 109, the data channel first, large numbers.
  static let firefox = """
    v=0
    o=mozilla...THIS_IS_SDPARTA-99.0 6841230197012345678 0 IN IP4 0.0.0.0
    s=-
    t=0 0
    a=sendrecv
    a=fingerprint:\(fingerprint.replacing("sha-256", with: "SHA-256"))
    a=group:BUNDLE 0 1
    a=ice-options:trickle
    a=msid-semantic:WMS *
    m=application 9 UDP/DTLS/SCTP webrtc-datachannel
    c=IN IP4 0.0.0.0
    a=sendrecv
    a=ice-pwd:0123456789abcdef0123456789abcdef
    a=ice-ufrag:b2e1c9d0
    a=mid:0
    a=setup:actpass
    a=sctp-port:5000
    a=max-message-size:1073741823
    m=audio 9 UDP/TLS/RTP/SAVPF 109 9 0 8 101
    c=IN IP4 0.0.0.0
    a=recvonly
    a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
    a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1
    a=fmtp:101 0-15
    a=ice-pwd:0123456789abcdef0123456789abcdef
    a=ice-ufrag:b2e1c9d0
    a=mid:1
    a=rtcp-mux
    a=rtpmap:109 opus/48000/2
    a=rtpmap:9 G722/8000/1
    a=rtpmap:0 PCMU/8000
    a=rtpmap:8 PCMA/8000
    a=rtpmap:101 telephone-event/8000
    a=setup:actpass
    """

  /// Safari: audio and video, no data channel.
  static let safari = """
    v=0
    o=- 1234567890 2 IN IP4 127.0.0.1
    s=-
    t=0 0
    a=group:BUNDLE audio video
    m=audio 54321 UDP/TLS/RTP/SAVPF 111 8 0
    c=IN IP4 198.51.100.7
    a=candidate:1 1 udp 2113937151 6d1a6a4c-4e8c-4a9b-9d8f-2a0b4c6d8e0f.local 54321 typ host
    a=ice-ufrag:abcd
    a=ice-pwd:abcdefghijklmnopqrstuvwx
    a=fingerprint:sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33
    a=fingerprint:\(fingerprint)
    a=setup:active
    a=mid:audio
    a=sendonly
    a=rtcp-mux
    a=rtpmap:111 OPUS/48000/2
    a=rtpmap:8 PCMA/8000
    a=rtpmap:0 PCMU/8000
    m=video 9 UDP/TLS/RTP/SAVPF 96 97
    c=IN IP4 0.0.0.0
    a=mid:video
    a=rtpmap:96 H264/90000
    """

  static let all = [chromium, firefox, safari]
}
