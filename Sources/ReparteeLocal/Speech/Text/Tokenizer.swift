internal import Repartee

/// Cuts a text at white space, and each piece into words and signs, as the tagger was taught.
struct Tokenizer: Sendable {
  /// Pieces with cuts of their own: "don't" is "do" and "n't".
  private let exceptions: [String: [String]]

  /// - Parameter exceptions: from `tokenizer_exceptions.json`.
  init(exceptions: [String: [String]] = [:]) { self.exceptions = exceptions }

  init(json: [UInt8], name: String) throws(ModelError) {
    var scanner = JSONScanner(json, name: name)
    var exceptions: [String: [String]] = [:]
    try scanner.object { scanner, key throws(ModelError) in
      let piece = String(decoding: try scanner.decoded(key), as: UTF8.self)
      var parts: [String] = []
      try scanner.array { scanner throws(ModelError) in parts.append(try scanner.string()) }
      exceptions[piece] = parts
    }
    try scanner.expectEnd()
    self.exceptions = exceptions
  }

  /// The longest piece that is cut by the rules; longer ones are first cut into pieces of this size.
  private static let longestPiece = 128

  /// - Parameters:
  ///   - scalars: the normalised text.
  ///   - range: the part of it to cut.
  func tokens(_ scalars: [Unicode.Scalar], in range: Range<Int>) -> [Token] {
    var result: [Token] = []
    var start = range.lowerBound
    while start < range.upperBound {
      if scalars[start].isSpace {
        start += 1
        continue
      }
      var end = start
      while end < range.upperBound, !scalars[end].isSpace, end - start < Self.longestPiece {
        end += 1
      }
      cut(scalars, start..<end, into: &result)
      if end >= range.upperBound || scalars[end].isSpace, !result.isEmpty {
        result[result.count - 1].spaceAfter = true
      }
      start = end
    }
    if !result.isEmpty { result[result.count - 1].spaceAfter = false }
    return result
  }

  private func cut(_ scalars: [Unicode.Scalar], _ range: Range<Int>, into result: inout [Token]) {
    let piece = scalars[range]
    if let parts = exceptions[text(piece)] {
      add(parts, range, to: &result, scalars)
      return
    }
    var left = range.lowerBound
    var right = range.upperBound
    var prefixes: [Range<Int>] = []
    var suffixes: [Range<Int>] = []
    while left < right {
      let core = scalars[left..<right]
      if exceptions[text(core)] != nil { break }
      let prefix = Affix.prefix(core)
      if prefix > 0 {
        prefixes.append(left..<left + prefix)
        left += prefix
        if left == right || exceptions[text(scalars[left..<right])] != nil { break }
      }
      let suffix = Affix.suffix(scalars[left..<right])
      if suffix > 0 {
        suffixes.append(right - suffix..<right)
        right -= suffix
      }
      if prefix == 0 && suffix == 0 { break }
    }
    for range in prefixes { result.append(token(scalars, range)) }
    if left < right {
      if let parts = exceptions[text(scalars[left..<right])] {
        add(parts, left..<right, to: &result, scalars)
      } else {
        cutInside(scalars, left..<right, into: &result)
      }
    }
    for range in suffixes.reversed() { result.append(token(scalars, range)) }
  }

  private func cutInside(
    _ scalars: [Unicode.Scalar], _ range: Range<Int>, into result: inout [Token]
  ) {
    let piece = scalars[range]
    var start = range.lowerBound
    var at = range.lowerBound
    while at < range.upperBound {
      let length = Affix.infix(piece, at: at)
      if length > 0 {
        if at > start {
          result.append(token(scalars, start..<at))
          result.append(token(scalars, at..<at + length))
          start = at + length
        }
        at += length
      } else {
        at += 1
      }
    }
    if start < range.upperBound { result.append(token(scalars, start..<range.upperBound)) }
  }

  private func add(
    _ parts: [String], _ range: Range<Int>, to result: inout [Token], _ scalars: [Unicode.Scalar]
  ) {
    let lengths = parts.map(\.unicodeScalars.count)
    guard lengths.reduce(0, +) == range.count, !lengths.contains(0) else {
      result.append(token(scalars, range))
      return
    }
    var start = range.lowerBound
    for length in lengths {
      result.append(token(scalars, start..<start + length))
      start += length
    }
  }

  private func token(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> Token {
    Token(text: text(scalars[range]), range: range, spaceAfter: false)
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
