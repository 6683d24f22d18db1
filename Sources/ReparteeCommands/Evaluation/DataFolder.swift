internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore

/// A folder of recordings with a `MANIFEST.tsv` that says what each of them is.
struct DataFolder: Sendable {
  /// A file of the folder.
  struct Entry: Sendable, Equatable {
    /// Path inside the folder.
    var file: String
    var kind: String
    /// What is said or heard in it; empty when nobody has written it down.
    var label: String
    var note: String
    /// File name without folders and extension.
    var name: String {
      let last = file.split(separator: "/").last.map(String.init) ?? file
      return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    }
  }

  let path: String
  /// All files, in the order of the manifest.
  let entries: [Entry]

  init(path: String) throws {
    let manifest = path + "/MANIFEST.tsv"
    guard let data = FileManager.default.contents(atPath: manifest) else {
      throw CommandError("\(manifest): is not there; name the folder that holds it")
    }
    self.path = path
    entries = try Self.parse(String(decoding: data, as: UTF8.self), manifest: manifest)
  }

  /// The entry of one file.
  func entry(_ file: String) throws -> Entry {
    guard let found = entries.first(where: { $0.file == file }) else {
      throw CommandError("\(path)/MANIFEST.tsv: does not name \(file); fetch the data again")
    }
    return found
  }

  /// The files below a folder such as `noise/esc10`, by name.
  func entries(under folder: String) -> [Entry] {
    entries.filter { $0.file.hasPrefix(folder + "/") }.sorted { $0.file < $1.file }
  }

  /// A recording at 16 kHz.
  /// - Parameter channel: which one; nil mixes them all.
  func samples(of entry: Entry, channel: Int? = nil) throws -> [Float] {
    let full = path + "/" + entry.file
    guard entry.file.hasSuffix(".wav") else {
      return try SoundDecoder.decode(full, channel: channel)
    }
    let file = try AudioInput.wav(path: full)
    let mono = channel.map(file.channel) ?? file.mono()
    return RateConverter(from: file.rate, to: .hz16000).convert(mono)
  }

  static func parse(_ text: String, manifest: String) throws -> [Entry] {
    let rows = text.split { $0.isNewline }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    guard let head = rows.first, let file = head.firstIndex(of: "file"),
      let kind = head.firstIndex(of: "kind"), let label = head.firstIndex(of: "label")
    else {
      throw CommandError("\(manifest): has no columns file, kind and label; it is another file")
    }
    let note = head.firstIndex(of: "note")
    return rows.dropFirst().compactMap { row in
      guard row.count > max(file, kind, label), isInside(row[file]) else { return nil }
      let remark = note.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? ""
      return Entry(
        file: row[file], kind: row[kind], label: unquoted(row[label]), note: unquoted(remark))
    }
  }

  /// A manifest names files of its own folder only.
  private static func isInside(_ file: String) -> Bool {
    !file.isEmpty && !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
  }

  private static func unquoted(_ field: String) -> String {
    guard field.count > 1, field.first == "\"", field.last == "\"" else { return field }
    return String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}
