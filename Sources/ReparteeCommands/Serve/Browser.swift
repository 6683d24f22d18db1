internal import Foundation

/// Shows a page to the person at this machine, where there is a screen.
enum Browser {
  /// - Returns: whether a browser was asked to open it.
  @discardableResult
  static func open(_ url: String) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil,
      let opener = SystemProgram.find("xdg-open")
    else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: opener)
    process.arguments = [url]
    process.environment = ServerSecrets.removed(from: environment)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    return (try? process.run()) != nil
  }
}
