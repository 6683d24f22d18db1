import Glibc
import Repartee
import Synchronization

/// The echo canceller's library, which set-up builds only when asked: loaded once for the process, never unloaded.
struct EchoLibrary: Sendable {
  typealias Interface = @convention(c) () -> Int32
  typealias Make = @convention(c) () -> OpaquePointer?
  typealias Free = @convention(c) (OpaquePointer) -> Void
  typealias Played = @convention(c) (OpaquePointer, UnsafePointer<Float>, Int) -> Int32
  typealias Process = @convention(c) (OpaquePointer, UnsafeMutablePointer<Float>, Int) -> Int32

  static let path = "lib/librepartee_aec.so"
  /// The version of the functions below.
  private static let interface: Int32 = 1
  private static let loaded = Mutex<[ModelHome: EchoLibrary]>([:])

  let make: Make
  let free: Free
  let played: Played
  let process: Process

  /// The library of a home.
  static func shared(_ home: ModelHome) throws(ModelError) -> EchoLibrary {
    let result = loaded.withLock { loaded -> Result<EchoLibrary, ModelError> in
      if let library = loaded[home] { return .success(library) }
      do throws(ModelError) {
        let library = try EchoLibrary(home)
        loaded[home] = library
        return .success(library)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(_ home: ModelHome) throws(ModelError) {
    let file = "\(home.root)/\(Self.path)"
    guard home.has(Self.path) else {
      throw ModelError(
        .missing, "the echo canceller (\(file)) is not there: run ./repartee setup --aec")
    }
    guard let library = dlopen(file, RTLD_NOW | RTLD_LOCAL) else {
      let problem = dlerror().map { String(cString: $0) } ?? "no reason given"
      throw Self.unusable(file, problem)
    }
    guard let interface = dlsym(library, "rp_aec_interface"),
      unsafeBitCast(interface, to: Interface.self)() == Self.interface,
      let make = dlsym(library, "rp_aec_make"), let free = dlsym(library, "rp_aec_free"),
      let played = dlsym(library, "rp_aec_played"), let process = dlsym(library, "rp_aec_process")
    else { throw Self.unusable(file, "it is of another version") }
    self.make = unsafeBitCast(make, to: Make.self)
    self.free = unsafeBitCast(free, to: Free.self)
    self.played = unsafeBitCast(played, to: Played.self)
    self.process = unsafeBitCast(process, to: Process.self)
  }

  private static func unusable(_ file: String, _ problem: String) -> ModelError {
    let line = problem.split(whereSeparator: \.isNewline).joined(separator: " ")
    return ModelError(
      .invalid, "\(file) is not a usable echo canceller (\(line)): run ./repartee setup --aec")
  }
}
