public import ReparteeCore

/// What an association is told.
public enum SctpInput: Sendable {
  /// Begin. A side that is not told so waits for the other to begin; both may.
  case connect
  /// What came out of the DTLS connection.
  case datagram([UInt8])
  /// Time has passed; to be told at `nextTimer`.
  case tick
  /// Open a channel.
  case open(label: String, subprotocol: String, isOrdered: Bool)
  /// Send a message on a stream.
  case send(stream: UInt16, kind: DataChannel.Kind, bytes: [UInt8])
  /// Close a channel, after what was sent on it.
  case closeChannel(stream: UInt16)
  /// End, after all that was sent has arrived.
  case close
  /// End now.
  case abort
}

/// What an association wants done.
public enum SctpAction: Sendable, Equatable {
  /// Hand this datagram to the DTLS connection.
  case transmit([UInt8])
  /// Messages may be sent now.
  case connected
  /// A channel may be used, whoever opened it.
  case channelOpened(DataChannel)
  case message(stream: UInt16, kind: DataChannel.Kind, bytes: [UInt8])
  /// Nothing more will come on this stream, and nothing can be sent on it.
  case channelClosed(stream: UInt16)
  /// What was to be sent was dropped, because too much waits or because there is no such channel.
  case refused(stream: UInt16, SctpRefusal)
  /// The association is over. Nothing follows but answers to what the other side still sends.
  case closed(SctpCloseReason)
}

/// Why something was not sent.
public enum SctpRefusal: Sendable, Hashable {
  case notConnected
  case noSuchStream
  case messageTooLong
  /// The other side takes less than is sent.
  case queueFull
  case tooManyChannels
}

/// Why an association ended.
public enum SctpCloseReason: Sendable, Hashable {
  /// We closed it, in good order.
  case closed
  /// The other side closed it, in good order.
  case peerClosed
  case aborted
  /// The other side aborted it; its cause by RFC 9260 §3.3.10, 0 when it gave none.
  case peerAborted(cause: UInt16)
  /// The other side never answered.
  case noAnswer
  /// The other side stopped acknowledging.
  case timedOut
  /// The other side began anew, which data channels never do.
  case peerRestarted
  case violation(SctpViolation)
}

/// What the other side must not do.
public enum SctpViolation: Sendable, Hashable {
  case messageTooLong
  case tooMuchHeld
  case tooManyChannels
  case emptyData
  case badHandshake
}

/// How an association is set up.
public struct SctpSetup: Sendable {
  /// Which numbers its channels get (RFC 8832 §6): the DTLS client's are even.
  public enum Role: Sendable { case dtlsClient, dtlsServer }

  /// Everything random in an association. Each must be drawn anew, from a good source.
  public struct Random: Sendable {
    public var tag: UInt32
    public var tsn: UInt32
    /// Proves that a cookie is ours.
    public var cookie: (UInt64, UInt64)

    public init(tag: UInt32, tsn: UInt32, cookie: (UInt64, UInt64)) {
      // A tag of 0 means that there is none (RFC 9260 §5.3.1).
      self.tag = tag == 0 ? 1 : tag
      self.tsn = tsn
      self.cookie = cookie
    }

    public init(using generator: inout some RandomNumberGenerator) {
      self.init(
        tag: .random(in: 1 ... .max, using: &generator),
        tsn: .random(in: .min ... .max, using: &generator),
        cookie: (generator.next(), generator.next()))
    }
  }

  public var role: Role
  public var random: Random
  /// The `a=sctp-port` of our description and of the other side's.
  public var localPort: UInt16
  public var remotePort: UInt16
  public var limits: SctpLimits
  public var timing: SctpTiming

  public init(
    role: Role, random: Random, localPort: UInt16 = 5_000, remotePort: UInt16 = 5_000,
    limits: SctpLimits = SctpLimits(), timing: SctpTiming = SctpTiming()
  ) {
    self.role = role
    self.random = random
    self.localPort = localPort
    self.remotePort = remotePort
    self.limits = limits
    self.timing = timing
  }
}

/// How much may be held for one association.
public struct SctpLimits: Sendable {
  /// The longest message either way, in bytes: our `a=max-message-size`. A longer one ends the association.
  public var message = 65_536
  /// Bytes of a datagram for DTLS, so that with DTLS, UDP and IPv6 it stays under 1 280.
  public var datagram = 1_150
  /// Bytes that may wait here for missing ones; what we announce as our window.
  public var receive = 131_072
  /// Bytes, and messages, that may wait here to be sent or acknowledged.
  public var send = 262_144
  public var sendCount = 512
  /// Channels, whoever opened them.
  public var channels = 64
  /// Streams each way: channel numbers are below this.
  public var streams: UInt16 = 1_024

  public init() {}

  /// Of a receiver: what a well-behaved sender cannot reach. It fills the window at most, and after that only what
  /// is next in line is taken: one message.
  var receiveHard: Int { receive &+ message &+ 16_384 }
  /// Bytes of a message that fit into one datagram.
  var piece: Int {
    max(16, (datagram - SctpPacket.headerSize - SctpData.headerSize) & ~3)
  }
}

/// How long things are waited for.
///
/// RFC 9260 §16 would have a smallest time-out of 1 s, against delayed acknowledgements of 1990s hosts. Speech cannot
/// wait so long for a lost caption; browsers acknowledge within 200 ms, twice which is safe.
public struct SctpTiming: Sendable {
  public var initial = MediaTime.milliseconds(500)
  public var minimum = MediaTime.milliseconds(400)
  /// RFC 9260 would have 60 s: nobody is still in the call then.
  public var maximum = MediaTime.milliseconds(10_000)
  /// How long an acknowledgement may wait for another packet (RFC 9260 §6.2).
  public var acknowledgement = MediaTime.milliseconds(100)
  /// How long nothing may be sent before the other side is asked whether it is there (RFC 9260 §8.3).
  public var heartbeat = MediaTime.milliseconds(30_000)
  /// How long an orderly end may take (T5 of RFC 9260 §9.2).
  public var shutdown = MediaTime.milliseconds(10_000)
  /// Time-outs in a row before the other side is given up (Association.Max.Retrans).
  public var attempts = 10
  /// The same for the beginning (Max.Init.Retransmits).
  public var initialAttempts = 8

  public init() {}
}
