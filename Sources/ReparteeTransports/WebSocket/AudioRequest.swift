public import ReparteeCore

/// What the query of `GET /v1/audio` asks for.
public struct AudioRequest: Sendable, Equatable {
  /// The agent's name; nil when the client takes whatever agent there is.
  public var agent: String?
  /// Of the audio that the client sends; 16 kHz unless said.
  public var rate = SampleRate.hz16000
  /// Of the audio that the client wants; the same as `rate` unless said.
  public var outRate = SampleRate.hz16000
  /// Of both directions; PCM unless said.
  public var encoding = AudioEncoding.pcm16
  /// Proof that the client may call, where it cannot send a header.
  public var token: String?

  /// The rates that audio may have here.
  public static let rates: [SampleRate] = [.hz8000, .hz16000, .hz24000, .hz48000]
  /// The longest query that is read, in bytes.
  public static let maximumBytes = 8_192
  private static let longestName = 128

  /// - Parameter query: what follows the `?` in the address, from anybody; percent-encoded.
  public init(query: String) throws(AudioRequestError) {
    guard query.utf8.count <= Self.maximumBytes else {
      throw AudioRequestError("The query may have \(Self.maximumBytes) bytes at most.")
    }
    var fields: [String: String] = [:]
    for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.dropFirst().first)
      else { throw AudioRequestError("The query is not percent-encoded UTF-8.") }
      guard fields.updateValue(value, forKey: name) == nil else {
        throw AudioRequestError("The query has \"\(name.prefix(40))\" twice.")
      }
    }
    try read(fields)
  }

  private mutating func read(_ fields: [String: String]) throws(AudioRequestError) {
    if let name = fields["agent"], !name.isEmpty {
      guard name.utf8.count <= Self.longestName else {
        throw AudioRequestError("\"agent\" may have \(Self.longestName) bytes at most.")
      }
      agent = name
    }
    if let token = fields["token"], !token.isEmpty { self.token = token }
    if let name = fields["encoding"] {
      guard let known = AudioEncoding(rawValue: name) else {
        throw AudioRequestError("\"encoding\" must be pcm16 or mulaw.")
      }
      encoding = known
    }
    rate = try Self.rate("rate", in: fields) ?? (encoding == .mulaw ? .hz8000 : .hz16000)
    outRate = try Self.rate("out_rate", in: fields) ?? rate
    guard encoding == .pcm16 || rate == .hz8000 && outRate == .hz8000 else {
      throw AudioRequestError("\"encoding\" mulaw is for 8000 Hz: leave the rates out.")
    }
  }

  private static func rate(
    _ name: String, in fields: [String: String]
  ) throws(AudioRequestError) -> SampleRate? {
    guard let value = fields[name] else { return nil }
    guard let rate = rates.first(where: { String($0.hertz) == value }) else {
      let known = rates.map { String($0.hertz) }.joined(separator: ", ")
      throw AudioRequestError("\"\(name)\" must be one of \(known).")
    }
    return rate
  }

  /// Percent-encoding undone (RFC 3986, section 2.1), and `+` for a space as forms have it.
  private static func decoded(_ bytes: Substring.UTF8View?) -> String? {
    guard let bytes else { return "" }
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        result.append(high << 4 | low)
      default: result.append(byte)
      }
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// Why a request for audio cannot be granted; HTTP status 400.
public struct AudioRequestError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A sentence that says what is wrong with the query.
  public let message: String
  init(_ message: String) { self.message = message }
  public var description: String { message }
}
