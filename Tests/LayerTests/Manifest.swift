/// The targets and their dependencies as they are written in `Package.swift`.
///
/// A plain reading of its text: the package manager cannot be asked while it runs the tests.
struct Manifest {
  /// Dependencies by target, products of other packages by the product's name.
  let dependencies: [String: Set<String>]

  init(_ text: String) {
    var aliases: [String: String] = [:]
    for match in text.matches(of: /let (\w+) = Target\.Dependency\.product\(\s*name: "(\w+)"/) {
      aliases[String(match.output.1)] = String(match.output.2)
    }
    var found: [String: Set<String>] = [:]
    for declaration in text.matches(of: /\.(?:target|executableTarget|systemLibrary)\(/) {
      let rest = text[declaration.range.upperBound...]
      let body = Self.balanced(rest, open: "(", close: ")")
      guard let name = body.firstMatch(of: /name: "(\w+)"/) else { continue }
      var names: Set<String> = []
      if let list = body.firstRange(of: "dependencies: [") {
        names = Self.names(
          in: Self.balanced(body[list.upperBound...], open: "[", close: "]"), aliases)
      }
      found[String(name.output.1)] = names
    }
    dependencies = found
  }

  private static func names(in list: Substring, _ aliases: [String: String]) -> Set<String> {
    var names: Set<String> = []
    let products = /\.product\(name: "(\w+)", package: "[^"]*"\)/
    for match in list.matches(of: products) { names.insert(String(match.output.1)) }
    for item in list.replacing(products, with: "").split(separator: ",") {
      let word = item.filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "\"" }
      if word.hasPrefix("\"") {
        names.insert(String(word.filter { $0 != "\"" }))
      } else if !word.isEmpty {
        names.insert(aliases[String(word)] ?? String(word))
      }
    }
    return names
  }

  /// What stands before the bracket that closes the one just opened.
  private static func balanced(
    _ text: Substring, open: Character, close: Character
  ) -> Substring {
    var depth = 1
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return text[..<index] }
      index = text.index(after: index)
    }
    return text
  }
}
