/// A session description cut into its lines and sections (RFC 8866 §5), with no opinion of what they mean.
struct SdpDocument {
  /// The largest description that is read. Browsers send 2 to 8 kB.
  static let maximumSize = 65_536
  static let maximumLines = 4_096
  static let maximumSections = 64

  /// A line "a=name" or "a=name:value".
  struct Attribute {
    var name: Substring
    var value: Substring
  }

  /// The lines of one m-line, or of the session.
  struct Section {
    /// What follows "m="; empty for the session.
    var media: Substring = ""
    var attributes: [Attribute] = []

    func first(_ name: String) -> Substring? { attributes.first { $0.name == name }?.value }
    func all(_ name: String) -> [Substring] {
      attributes.lazy.filter { $0.name == name }.map(\.value)
    }
  }

  var session = Section()
  var sections: [Section] = []

  init(_ text: String) throws(SdpError) {
    guard text.utf8.count <= Self.maximumSize else {
      throw SdpError(.tooLarge, "The description is larger than \(Self.maximumSize) bytes.")
    }
    var lines = 0
    // By bytes: what is one character to a reader may begin with a colon or a line's end.
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      lines += 1
      guard lines <= Self.maximumLines else {
        throw SdpError(.tooLarge, "The description has more than \(Self.maximumLines) lines.")
      }
      try read(line, number: lines)
    }
    guard lines > 0 else { throw SdpError(.malformed, "The description is empty.") }
  }

  private mutating func read(_ bytes: Substring.UTF8View, number: Int) throws(SdpError) {
    guard bytes.count >= 2, bytes.dropFirst().first == UInt8(ascii: "="), let type = bytes.first
    else { throw SdpError(.malformed, "Line \(number) is not of the form x=….") }
    if number == 1, type != UInt8(ascii: "v") {
      throw SdpError(.malformed, "The description does not begin with v=.")
    }
    let value = bytes.dropFirst(2)
    switch type {
    case UInt8(ascii: "m"):
      guard sections.count < Self.maximumSections else {
        throw SdpError(.tooLarge, "There are more than \(Self.maximumSections) m-lines.")
      }
      sections.append(Section(media: Substring(value)))
    case UInt8(ascii: "a"):
      let colon = value.firstIndex(of: UInt8(ascii: ":")) ?? value.endIndex
      let attribute = Attribute(
        name: Substring(value[..<colon]), value: Substring(value[colon...].dropFirst()))
      if sections.isEmpty {
        session.attributes.append(attribute)
      } else {
        sections[sections.count - 1].attributes.append(attribute)
      }
    default: break
    }
  }

  /// An attribute of a section, or of the session if the section has none (RFC 8866 §5.13).
  func value(_ name: String, in section: Section) -> Substring? {
    section.first(name) ?? session.first(name)
  }
}
