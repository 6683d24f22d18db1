import Foundation
import Testing

/// What things may cost with the compiler that built this, from `Budgets/VERSION.json`. See docs/budgets.md.
struct Budgets: Decodable {
  enum Kind: String, Sendable { case allocations, instructions }

  var allocations: [String: Double]
  var instructions: [String: Double]

  #if compiler(>=6.5)
    static let compiler = "6.5 or later"
  #elseif compiler(>=6.4)
    static let compiler = "6.4"
  #elseif compiler(>=6.3)
    static let compiler = "6.3"
  #else
    static let compiler = "6.2"
  #endif

  static let path = "Tests/BudgetTests/Budgets/\(compiler).json"
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Nil where nobody has measured yet.
  static let current: Budgets? = {
    guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
    return try? JSONDecoder().decode(Budgets.self, from: data)
  }()

  static let absent = Comment(
    rawValue: "there are no budgets for Swift \(compiler): docs/budgets.md says how to add them")

  func limit(_ kind: Kind, _ unit: String) -> Double? {
    switch kind {
    case .allocations: allocations[unit]
    case .instructions: instructions[unit]
    }
  }

  /// Fails when a unit costs more than it may, and says what to do about it.
  static func check(_ kind: Kind, _ unit: String, costs measured: Double) {
    guard let limit = current?.limit(kind, unit) else {
      Issue.record("\(path) has no budget for the \(kind.rawValue) of '\(unit)'")
      return
    }
    print("budget\t\(unit)\t\(short(measured))\tof \(short(limit)) \(kind.rawValue)")
    #expect(
      measured <= limit,
      """
      '\(unit)' takes \(short(measured)) \(kind.rawValue), and may take \(short(limit)). Find out why; if it has to be, \
      change \(path) and say in the commit what it buys.
      """)
    // A budget that nothing comes near to guards nothing.
    #expect(
      measured >= limit * 0.8 - 1,
      """
      '\(unit)' takes only \(short(measured)) \(kind.rawValue) of \(short(limit)): lower the budget in \(path), so that it \
      stays so.
      """)
  }

  static func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
