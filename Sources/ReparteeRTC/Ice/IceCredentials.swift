/// The user fragment and the password of one side (RFC 8445 §5.3).
public struct IceCredentials: Sendable, Hashable {
  /// 4…256 characters of ICE's alphabet: letters, digits, + and /.
  public var fragment: String
  /// 22…256 characters of the same.
  public var password: String

  public init(fragment: String, password: String) {
    self.fragment = fragment
    self.password = password
  }

  /// New ones: 48 bits of fragment and 144 of password. Give a generator that nobody can predict.
  public init(using generator: inout some RandomNumberGenerator) {
    fragment = Self.token(8, &generator)
    password = Self.token(24, &generator)
  }

  private static let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/".utf8)

  private static func token(_ count: Int, _ generator: inout some RandomNumberGenerator) -> String {
    let bytes = (0..<count).map { _ in
      alphabet[Int(truncatingIfNeeded: generator.next() & 63)]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
