/// Why bytes are no STUN message of the Binding method.
public enum StunError: Error, Sendable, Hashable {
  /// Shorter than a header, longer than any check, or not of the length that it names.
  case length
  /// The magic cookie or the first two bits are not STUN's.
  case notStun
  /// Another method than Binding.
  case method
  /// An attribute runs over the end, or has a length that its kind cannot have.
  case attribute(UInt16)
  /// FINGERPRINT does not fit the bytes.
  case fingerprint
}
