internal import ArgumentParser
internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal

/// Makes a journalled call's decisions again.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Make a journalled call's decisions again and compare them.")

  @Argument(help: "A journal written by 'converse --journal'.")
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  struct Result: Encodable {
    var decisions: Int
    var equal: Bool
    var firstDifference: Difference?

    struct Difference: Encodable {
      var index: Int
      var time: Double
      var recorded: String?
      var replayed: String?
    }

    enum CodingKeys: String, CodingKey {
      case decisions, equal
      case firstDifference = "first_difference"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(decisions, forKey: .decisions)
      try container.encode(equal, forKey: .equal)
      // Present even when there is none, as null.
      try container.encode(firstDifference, forKey: .firstDifference)
    }
  }

  func run() throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandError("\(file): there is no such journal that can be read")
    }
    let replay: Replay
    do {
      replay = try Replay(journal: [UInt8](data), processors: [NumberGuardProcessor()])
    } catch { throw CommandError("\(file): \(error)") }
    let difference = replay.firstDifference.map {
      Result.Difference(
        index: $0.index, time: $0.time.seconds, recorded: $0.recorded, replayed: $0.replayed)
    }
    switch replay.tail {
    case .clean: break
    case .truncated(let at): Output.note("\(file): cut short at byte \(at); read up to there")
    case .corrupt(let at): Output.note("\(file): damaged at byte \(at); read up to there")
    }
    if json {
      try Output.json(
        Result(decisions: replay.decisions, equal: replay.isEqual, firstDifference: difference))
    } else if let difference {
      Output.line("decision \(difference.index) at \(difference.time) s differs:")
      Output.line("  recorded  \(difference.recorded ?? "(none)")")
      Output.line("  replayed  \(difference.replayed ?? "(none)")")
    } else {
      Output.line("\(replay.decisions) decisions, all equal")
    }
    if !replay.isEqual { throw ExitCode(1) }
  }
}
