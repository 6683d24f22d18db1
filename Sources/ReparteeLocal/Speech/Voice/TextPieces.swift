/// Cuts a long text into pieces that are read one after the other, so that memory and the wait for the first word
/// stay small whatever the length.
struct TextPieces: Sequence, IteratorProtocol {
  /// A text of up to this many bytes is one piece.
  static let most = 2_000
  /// From this many bytes on a piece ends at the next sentence.
  private static let enough = 1_000

  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next piece, with its place in the text's UTF-8 bytes.
  mutating func next() -> (text: String, offset: Int)? {
    guard at < bytes.count else { return nil }
    let start = at
    at = end(from: start)
    return (String(decoding: bytes[start..<at], as: UTF8.self), start)
  }

  private func end(from start: Int) -> Int {
    guard bytes.count - start > Self.most else { return bytes.count }
    let last = start + Self.most
    var space: Int?
    for index in start + Self.enough..<last {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { return index + 1 }
      guard byte == UInt8(ascii: " ") else { continue }
      if [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[index - 1]) {
        return index + 1
      }
      space = index + 1
    }
    if let space { return space }
    // No space at all: cut between characters, never inside one.
    var cut = last
    while cut > start + Self.enough, bytes[cut] & 0xc0 == 0x80 { cut -= 1 }
    return cut
  }
}
