/// A text that remembers, for each of its scalars, where in the request it came from.
struct SourcedText: Sendable, Equatable {
  private(set) var scalars: [Unicode.Scalar] = []
  /// UTF-8 offsets in the request.
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []
  /// Readings that the text or the user fixed; `mark(_:)` stands for each in `scalars`.
  private(set) var readings: [FixedReading] = []

  init() {}

  /// The request as it is.
  init(_ text: String) {
    scalars.reserveCapacity(text.utf8.count)
    var offset = 0
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      append(scalar, offset..<offset + length)
      offset += length
    }
  }

  var count: Int { scalars.count }

  var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Where a stretch came from.
  func source(_ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= count else { return 0..<0 }
    let start = Int(starts[range.lowerBound])
    return start..<max(start, Int(ends[range.upperBound - 1]))
  }

  mutating func append(_ scalar: Unicode.Scalar, _ source: Range<Int>) {
    scalars.append(scalar)
    starts.append(UInt32(clamping: source.lowerBound))
    ends.append(UInt32(clamping: source.upperBound))
  }

  mutating func append(_ text: some StringProtocol, _ source: Range<Int>) {
    for scalar in text.unicodeScalars { append(scalar, source) }
  }

  /// - Returns: where the scalar began in the request.
  @discardableResult
  mutating func removeLast() -> Int {
    guard scalars.popLast() != nil else { return 0 }
    ends.removeLast()
    return Int(starts.removeLast())
  }

  /// Lets the last scalar stand for what follows it in the request, too.
  mutating func extendLast(to end: Int) {
    guard let last = ends.last else { return }
    ends[ends.count - 1] = max(last, UInt32(clamping: end))
  }

  /// Adds a reading that nothing may change any more.
  /// - Returns: false when there are too many already.
  mutating func append(_ reading: FixedReading, _ source: Range<Int>) -> Bool {
    guard let mark = Self.mark(readings.count) else { return false }
    readings.append(reading)
    append(mark, source)
    return true
  }

  /// Keeps the marks of another text valid in this one.
  mutating func adoptReadings(of other: SourcedText) { readings = other.readings }

  func reading(for scalar: Unicode.Scalar) -> FixedReading? {
    guard let index = Self.index(ofMark: scalar), index < readings.count else { return nil }
    return readings[index]
  }

  /// Marks are taken from Unicode's private planes, whose scalars are dropped from requests.
  private static func mark(_ index: Int) -> Unicode.Scalar? {
    index < 0xFFFE ? Unicode.Scalar(0xF0000 + UInt32(index)) : nil
  }

  private static func index(ofMark scalar: Unicode.Scalar) -> Int? {
    scalar.value >= 0xF0000 && scalar.value < 0xFFFFE ? Int(scalar.value - 0xF0000) : nil
  }
}

/// A word whose phonemes are given.
struct FixedReading: Sendable, Equatable {
  /// As written, for the tagger.
  var word: String
  var phonemes: Phonemes
}
