internal import Foundation
internal import ReparteeInference

/// Where the peers live: a Python environment of their own beside the models, made the first time.
struct PeerEnvironment: Sendable {
  /// The folder with the scripts.
  let scripts: String
  let python: String

  /// Makes the environment unless it is what the scripts' requirements say.
  /// - Parameter note: told what takes a while.
  static func prepare(
    home: ModelHome = .standard, note: (String) -> Void
  ) async throws -> PeerEnvironment {
    let scripts = try RepositoryFile.find("Benchmarks/peers")
    let folder = home.root + "/peers"
    let environment = PeerEnvironment(scripts: scripts, python: folder + "/bin/python")
    let (wanted, stamp) = (scripts + "/requirements.txt", folder + "/installed.txt")
    guard let requirements = FileManager.default.contents(atPath: wanted) else {
      throw CommandError("\(wanted): cannot be read; restore it from the repository")
    }
    if FileManager.default.contents(atPath: stamp) == requirements { return environment }
    guard let system = SystemProgram.find("python3") else {
      throw CommandError("python3 is not there; install it (Debian: python3 and python3-venv)")
    }
    note("making a Python environment for the peers in \(folder)")
    _ = try await ChildProcess(
      program: system, arguments: ["-m", "venv", "--clear", folder],
      purpose: "\(system) -m venv (Debian: apt-get install python3-venv)", patience: 120
    ).run()
    note("installing the peers (about 750 MB, a minute or more)")
    _ = try await ChildProcess(
      program: environment.python,
      arguments: [
        "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "-r",
        wanted,
      ], purpose: "installing the peers with pip", patience: 1_800
    ).run()
    try Output.write(requirements, to: stamp)
    return environment
  }

}
