/// Walks the chunks of a RIFF file whatever their lengths say.
struct WAVChunks {
  struct Chunk {
    var name: String
    /// Always within the file.
    var body: Range<Int>
    /// The chunk says that it is longer than the file, and not just because it was streamed.
    var isTruncated: Bool
  }

  /// Lengths from here up are written by programs that stream and cannot know better.
  private static let streamed = 0x7FFF_0000

  private let bytes: [UInt8]
  private var position = 12

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Chunk? {
    // Chunks begin at even places, yet some writers leave the filling byte out; no name begins with zero.
    if position % 2 == 1, position < bytes.count, bytes[position] == 0 { position += 1 }
    guard position <= bytes.count - 8 else { return nil }
    let start = position + 8
    let name = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    let stated = LittleEndian(bytes[(position + 4)..<start]).integer(at: 0, bytes: 4)
    let room = bytes.count - start
    var length = min(stated, room)
    if name == "data", stated == 0, !isChunk(at: start) { length = room }
    position = start + length
    return Chunk(
      name: name, body: start..<position, isTruncated: stated > room && stated < Self.streamed)
  }

  /// Whether what stands at `place` looks like a chunk that fits: four printable letters, and a length.
  private func isChunk(at place: Int) -> Bool {
    guard place <= bytes.count - 8 else { return false }
    let isName = bytes[place..<place + 4].allSatisfy { (0x20...0x7E).contains($0) }
    let length = LittleEndian(bytes[(place + 4)..<(place + 8)]).integer(at: 0, bytes: 4)
    return isName && length <= bytes.count - place - 8
  }
}
