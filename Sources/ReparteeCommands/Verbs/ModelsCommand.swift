internal import ArgumentParser
internal import ReparteeInference

/// Lists what is installed.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the installed models and libraries.")

  @Flag(help: "Print JSON.")
  var json = false

  struct Row: Encodable {
    var file: String
    var bytes: Int
    var sha256: String
    var licence: String
    var source: String
  }

  func run() throws {
    let rows = try ModelHome.standard.entries().map {
      Row(
        file: $0.path, bytes: $0.bytes, sha256: $0.sha256, licence: $0.licence, source: $0.source)
    }
    guard !json else { return try Output.json(rows) }
    for row in rows {
      Output.line("\(row.file)\t\(row.bytes)\t\(row.sha256)\t\(row.licence)\t\(row.source)")
    }
    Output.line("\(rows.count) files in \(ModelHome.standard.root)")
  }
}
