internal import ReparteeAudio

/// How a client writes a sample.
public enum AudioEncoding: String, Sendable, CaseIterable {
  /// Two bytes, little-endian.
  case pcm16
  /// A byte by ITU-T G.711, as telephone lines in North America and Japan have it. At 8 kHz only.
  case mulaw

  var bytesPerSample: Int { self == .pcm16 ? 2 : 1 }
}
