import Foundation
public import Repartee

/// Where set-up puts native libraries and models: `$REPARTEE_HOME`, or `~/.cache/repartee`.
///
/// Only looks; never fetches and never writes.
public struct ModelHome: Sendable, Hashable {
  /// The directory, without a slash at its end.
  public let root: String

  public init(root: String) {
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
  }

  /// The home of this process, from its environment.
  public static let standard = ModelHome(environment: ProcessInfo.processInfo.environment)

  /// The home that a process with this environment has.
  public init(environment: [String: String]) {
    if let own = environment["REPARTEE_HOME"], !own.isEmpty {
      self.init(root: own)
    } else {
      let user = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
      self.init(root: user + "/.cache/repartee")
    }
  }

  /// Whether everything in the manifest of the standard home is there.
  public static var installed: Bool { standard.isInstalled }

  /// Whether the manifest is there and every file in it has its size. Contents are not read.
  public var isInstalled: Bool {
    guard let entries = try? entries(), !entries.isEmpty else { return false }
    return entries.allSatisfy { size(of: $0.path) == $0.bytes }
  }

  /// Whether all of these files, given relative to the home, are there and not empty.
  public func has(_ paths: String...) -> Bool {
    paths.allSatisfy { (size(of: $0) ?? 0) > 0 }
  }

  /// The full path of an installed file of the standard home.
  /// - Throws: as the instance's method.
  public static func file(_ path: String) throws(ModelError) -> String {
    try standard.file(path)
  }

  /// The full path of an installed file.
  /// - Parameter path: relative to the home, for example `models/silero/silero_vad.onnx`.
  /// - Throws: `.missing` when there is no such file.
  public func file(_ path: String) throws(ModelError) -> String {
    guard size(of: path) != nil else {
      throw ModelError(.missing, "\(root)/\(path) is not there: run ./repartee setup")
    }
    return root + "/" + path
  }

  /// All bytes of an installed file.
  /// - Throws: `.missing` when there is no such file, `.failed` when it cannot be read.
  public func contents(of path: String) throws(ModelError) -> [UInt8] {
    let full = try file(path)
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: full)))
    } catch {
      throw ModelError(.failed, "\(full) cannot be read: check its permissions", cause: error)
    }
  }

  /// Bytes of a regular file, nil when there is none.
  func size(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: root + "/" + path).resolvingSymlinksInPath().path)
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular else {
      return nil
    }
    return (attributes[.size] as? NSNumber)?.intValue
  }
}
