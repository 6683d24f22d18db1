public import Repartee

/// What a voice server is to do. The defaults serve one machine: its own.
public struct ServerConfiguration: Sendable {
  /// The address to listen on. Any but a loopback address needs `apiKeyHashes` or `tokenSecret`.
  public var host = "127.0.0.1"
  /// TCP, for HTTP and WebSocket; 0 takes any that is free.
  public var port = 8080
  /// UDP, for the media of all WebRTC calls; 0 takes any that is free.
  public var udpPort = 8080
  /// The address that WebRTC callers are told, where it is not `host`: that of a router in front.
  public var publicAddress: String?
  /// The UDP port that WebRTC callers are told, where it is not `udpPort`: that of a router in front.
  public var publicPort: Int?
  /// Nil: no TLS.
  public var tls: CertificateFiles?
  /// Who answers; the first is who a caller gets that names nobody. Their names differ.
  public var agents: [Agent]
  /// The most calls at a time.
  public var maximumSessions = 64
  /// No new calls while the event loops run later than this, in 99 of 100 cases of the last seconds.
  public var maximumLag = Duration.milliseconds(100)
  /// Keys of programs, as `APIKeys.hash` makes them.
  public var apiKeyHashes: [String] = []
  /// What tokens are signed with, 32 bytes at least. Nil: one that is forgotten when the server ends.
  public var tokenSecret: String?
  /// Origins of pages on other hosts that may use this server, for example `https://example.com`.
  public var allowedOrigins: [String] = []
  public var limits = Limits()
  public var times = Times()
  /// How long running calls may go on after the server was told to end, before they are said goodbye to.
  public var drain = Duration.seconds(30)
  /// Where journals and recordings are kept. Nil: in a folder that goes when the server ends.
  public var recordFolder: String?
  /// Whether calls are recorded, besides their journal.
  public var keepsRecordings = true
  /// Whether callers hear themselves at once instead of an agent: to measure what transports take.
  public var echoesCallers = false
  /// How many ended calls can still be asked for.
  public var keptSessions = 20
  /// The folder of the page; nil: the one beside the program.
  public var webFolder: String?

  public init(agents: [Agent]) { self.agents = agents }

  /// A certificate chain and its private key, PEM files.
  public struct CertificateFiles: Sendable, Equatable {
    public var certificate: String
    public var key: String
    public init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// The most of each kind that anybody may send, in bytes, and the most connections.
  public struct Limits: Sendable, Equatable {
    public var body = 1 << 20
    public var headers = 16_384
    /// A whole binary message of a WebSocket.
    public var message = 1 << 20
    /// An SDP offer.
    public var offer = 65_536
    public var connections = 4_096
    public init() {}
  }

  /// How long others may keep the server waiting.
  public struct Times: Sendable, Equatable {
    /// From a connection's beginning to the end of the first request's head, TLS handshake included.
    public var setUp = Duration.seconds(10)
    /// From a request's head to the end of its body.
    public var body = Duration.seconds(30)
    /// Between requests on one connection.
    public var idle = Duration.seconds(60)
    /// Without taking anything of what is sent.
    public var stall = Duration.seconds(30)
    /// After so much silence a WebSocket is pinged; after twice that without an answer it is closed.
    public var ping = Duration.seconds(20)
    /// From the server's close frame to the other side's.
    public var close = Duration.seconds(2)
    /// For a spoken goodbye, at the end of a drain.
    public var goodbye = Duration.seconds(8)
    public init() {}
  }
}
