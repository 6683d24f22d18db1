internal import ArgumentParser

/// Reads an option that names several things, as `1,10,20`.
enum CommaList {
  /// Names of cases, one at least.
  static func read<Name: RawRepresentable & CaseIterable>(
    _ text: String, _ option: String
  ) throws -> [Name] where Name.RawValue == String {
    let names = try text.split(separator: ",").map { part in
      guard let name = Name(rawValue: String(part)) else {
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(option) \(part): known are \(known)")
      }
      return name
    }
    guard !names.isEmpty else { throw ValidationError("\(option) names one at least") }
    return names
  }

  /// Numbers from 1 to 1000, one at least.
  static func counts(_ text: String, _ option: String) throws -> [Int] {
    let counts = try text.split(separator: ",").map { part in
      guard let count = Int(part), (1...1_000).contains(count) else {
        throw ValidationError("\(option) \(part): give numbers from 1 to 1000, as 1,10,20")
      }
      return count
    }
    guard !counts.isEmpty else { throw ValidationError("\(option) names one at least") }
    return counts
  }
}
