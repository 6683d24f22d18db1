/// What is to be played next. The payload, where there is one, is in `JitterBuffer.payload` until the next call.
public enum JitterOutput: Sendable, Hashable {
  /// Decode the payload and play it. It lasts as long as it says: see `OpusPacket.duration`.
  case packet
  /// A packet was lost, and the payload is the one after it: decode its in-band redundancy (20 ms) and play that.
  case fec
  /// The same, but play it in less time where that cannot be heard: too much is held.
  case shorten
  /// The same, but play it in more time where that cannot be heard: too little is held.
  case lengthen
  /// A packet is lost, or not here yet: let the decoder make up 20 ms.
  case conceal
  /// The sender is silent: play 20 ms of silence.
  case silence
  /// Nothing has come yet: play 20 ms of silence.
  case empty
}

/// Counts of what a jitter buffer has done since it was made.
public struct JitterStatistics: Sendable, Hashable {
  /// Packets taken, and those refused: after their time, twice, or too large to be audio.
  public var received = 0
  public var late = 0
  public var duplicates = 0
  public var refused = 0
  /// What was played, in pops.
  public var packets = 0
  public var recovered = 0
  public var concealed = 0
  public var silences = 0
  /// Packets that were to be played in less or more time, part of `packets`.
  public var shortened = 0
  public var lengthened = 0
  /// Packets left out because there were too many.
  public var overflowed = 0
  /// Pops in which time was won by making up sound, part of `concealed`.
  public var stretched = 0
  /// How often the stream began anew: another source, or a leap in its numbers.
  public var resets = 0

  public init() {}
}
