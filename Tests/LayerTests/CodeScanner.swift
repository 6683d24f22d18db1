/// Blanks out the comments and string literals of Swift source, so that a rule sees code only.
///
/// Line breaks stay, so that line numbers do. An interpolation counts as part of its literal.
struct CodeScanner {
  private enum State: Equatable {
    case code
    case lineComment
    case blockComment(depth: Int)
    case literal(hashes: Int, isMultiline: Bool)
  }

  private let source: [Character]
  private var index = 0
  private var state = State.code
  private var output = ""

  static func code(of text: String) -> String {
    var scanner = CodeScanner(source: Array(text))
    while scanner.index < scanner.source.count { scanner.step() }
    return scanner.output
  }

  private init(source: [Character]) { self.source = source }

  private mutating func step() {
    switch state {
    case .code: stepCode()
    case .lineComment:
      if source[index].isNewline { state = .code }
      skip(1)
    case .blockComment(let depth):
      if starts("*/") {
        state = depth == 1 ? .code : .blockComment(depth: depth - 1)
        skip(2)
      } else if starts("/*") {
        state = .blockComment(depth: depth + 1)
        skip(2)
      } else {
        skip(1)
      }
    case .literal(let hashes, let isMultiline): stepLiteral(hashes, isMultiline)
    }
  }

  private mutating func stepCode() {
    if starts("//") {
      state = .lineComment
      return skip(2)
    }
    if starts("/*") {
      state = .blockComment(depth: 1)
      return skip(2)
    }
    var hashes = 0
    while index + hashes < source.count, source[index + hashes] == "#" { hashes += 1 }
    if index + hashes < source.count, source[index + hashes] == "\"" {
      let isMultiline = starts("\"\"\"", after: hashes)
      state = .literal(hashes: hashes, isMultiline: isMultiline)
      return skip(hashes + (isMultiline ? 3 : 1))
    }
    output.append(source[index])
    index += 1
  }

  private mutating func stepLiteral(_ hashes: Int, _ isMultiline: Bool) {
    let fence = String(repeating: "#", count: hashes)
    let end = (isMultiline ? "\"\"\"" : "\"") + fence
    if starts("\\" + fence) {
      skip(hashes + 2)
    } else if starts(end) || (!isMultiline && source[index].isNewline) {
      state = .code
      skip(starts(end) ? end.count : 1)
    } else {
      skip(1)
    }
  }

  private mutating func skip(_ count: Int) {
    for _ in 0..<count where index < source.count {
      output.append(source[index].isNewline ? "\n" : " ")
      index += 1
    }
  }

  private func starts(_ text: String, after offset: Int = 0) -> Bool {
    source[min(index + offset, source.count)...].starts(with: text)
  }
}
