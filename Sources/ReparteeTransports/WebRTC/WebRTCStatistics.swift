public import ReparteeCore

/// What is known of one call's transport.
public struct WebRTCStatistics: Sendable, Hashable {
  /// Media packets received and opened, and bytes of their payloads.
  public var packetsIn = 0
  public var bytesIn = 0
  public var packetsOut = 0
  public var bytesOut = 0
  /// Packets of the far side that never came; negative if more came twice.
  public var packetsLost = 0
  /// Packets that came again, and those that did not open.
  public var replayed = 0
  public var refused = 0
  /// Blocks of 20 ms that were filled from the redundancy of the next packet, or made up.
  public var recovered = 0
  public var concealed = 0
  /// Packets that came when their time was over, those left out because too many came at once, and those played in less
  /// or more time to keep the delay.
  public var late = 0
  public var skipped = 0
  public var shortened = 0
  public var lengthened = 0
  /// The mean deviation of the packets' spacing as they come.
  public var jitter = MediaTime.zero
  /// How long packets are held back, as aimed at and as it is.
  public var bufferTarget = MediaTime.zero
  public var bufferDelay = MediaTime.zero
  /// What the far side says of our packets: the share lost of late, 0…1, all lost, and their jitter.
  public var remoteLoss = 0.0
  public var remoteLost = 0
  public var remoteJitter: MediaTime?
  /// There and back, from reports.
  public var roundTrip: MediaTime?
  /// From sending to sounding, as estimated.
  public var playoutLag = MediaTime.zero
  /// Whether our packets carry redundancy at the moment.
  public var sendsRedundancy = false
  /// Whether media is protected with AES-GCM.
  public var isGcm = false
  /// From the offer to the first check, to the end of the DTLS handshake, and to the first media packet.
  public var firstCheck: MediaTime?
  public var handshake: MediaTime?
  public var firstMedia: MediaTime?
  /// Datagrams of any kind that were given to the session, and checks among them.
  public var datagrams = 0
  public var checks = 0

  public init() {}
}
