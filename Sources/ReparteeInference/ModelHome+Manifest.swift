public import Repartee

extension ModelHome {
  /// One installed file, as set-up recorded it.
  public struct Entry: Sendable, Equatable {
    /// Relative to the home.
    public var path: String
    public var bytes: Int
    /// SHA-256 in lower-case hexadecimal.
    public var sha256: String
    public var licence: String
    /// The package it came in, with its version.
    public var source: String

    public init(path: String, bytes: Int, sha256: String, licence: String, source: String) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
      self.licence = licence
      self.source = source
    }
  }

  /// What set-up installed, in the order of the manifest.
  /// - Throws: `.missing` without a manifest, `.invalid` when a line of it is not a row.
  public func entries() throws(ModelError) -> [Entry] {
    let text = String(decoding: try contents(of: "manifest.tsv"), as: UTF8.self)
    var entries: [Entry] = []
    for (number, line) in text.split(separator: "\n").enumerated() {
      if line.hasPrefix("#") || (number == 0 && line.hasPrefix("path\t")) { continue }
      guard let entry = Entry(row: line) else {
        throw ModelError(
          .invalid, "\(root)/manifest.tsv: row \(number + 1) is damaged: run ./repartee setup")
      }
      entries.append(entry)
    }
    return entries
  }
}

extension ModelHome.Entry {
  /// Nil unless `row` has the five columns, separated by tabs.
  init?(row: Substring) {
    let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 5, let bytes = Int(columns[1]), bytes >= 0 else { return nil }
    self.init(
      path: columns[0], bytes: bytes, sha256: columns[2].lowercased(), licence: columns[3],
      source: columns[4])
  }
}
