import Foundation

/// Does one unit of work a given number of times, and nothing else, so that a tool can count its instructions.
///
/// `BudgetUnits UNIT COUNT`; `BudgetUnits` names the units. Ends with 2 when a unit cannot be done here.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let name = arguments.first, let count = arguments.dropFirst().first.flatMap({ Int($0) })
    else {
      for unit in Unit.allCases { print(unit.rawValue) }
      return
    }
    guard let unit = Unit(rawValue: name), (1...1_000_000).contains(count) else { exit(1) }
    do { print(try unit.run(count)) } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(2)
    }
  }
}
