/// C strings that live as long as the table, for calls that keep asking for the same names.
// Unchecked: the strings are written before the table is shared, and never after.
final class NameTable: @unchecked Sendable {
  private let strings: [String: UnsafePointer<CChar>]

  init(_ names: [String]) {
    var strings: [String: UnsafePointer<CChar>] = [:]
    for name in names where strings[name] == nil {
      let text = name.utf8CString
      let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.count)
      _ = copy.initialize(fromContentsOf: text)
      strings[name] = copy.baseAddress.map { UnsafePointer($0) }
    }
    self.strings = strings
  }

  deinit { for text in strings.values { text.deallocate() } }

  subscript(name: String) -> UnsafePointer<CChar>? { strings[name] }
}
