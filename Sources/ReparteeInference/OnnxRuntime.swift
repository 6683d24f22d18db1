internal import COnnxRuntime
public import Repartee
import Synchronization

/// The ONNX Runtime library: loaded once for the process, and never unloaded.
///
/// It runs no threads of its own here; a model runs on the thread that calls it.
// Unchecked: it holds pointers that are set once; ONNX Runtime allows calls from any thread.
public final class OnnxRuntime: @unchecked Sendable {
  /// The library's version, for example `1.32.0`.
  public let version: String
  let api: UnsafePointer<RpOrtApi>
  let environment: OpaquePointer
  let memory: OpaquePointer
  let allocator: OpaquePointer

  private static let loaded = Mutex<OnnxRuntime?>(nil)

  /// The runtime, loaded from the standard home by the first call.
  /// - Throws: `.missing` when it is not installed, `.invalid` when it does not load; a later call
  ///   tries again.
  public static func shared() throws(ModelError) -> OnnxRuntime {
    try shared(path: ModelHome.file("lib/libonnxruntime.so"))
  }

  /// The runtime, loaded from `path` unless it is loaded already.
  /// - Throws: `.invalid` when there is no usable library at `path`.
  public static func shared(path: String) throws(ModelError) -> OnnxRuntime {
    let result = loaded.withLock { loaded -> Result<OnnxRuntime, ModelError> in
      if let loaded { return .success(loaded) }
      do throws(ModelError) {
        let runtime = try OnnxRuntime(path: path)
        loaded = runtime
        return .success(runtime)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(path: String) throws(ModelError) {
    let library = rp_ort_load(path)
    guard let api = library.api else {
      let problem = library.problem.map { String(cString: $0) } ?? "no reason given"
      throw ModelError(
        .invalid, "\(path) is not a usable ONNX Runtime (\(problem)): run ./repartee setup")
    }
    self.api = api
    version = library.version.map { String(cString: $0) } ?? "unknown"
    var environment: OpaquePointer?
    var memory: OpaquePointer?
    var allocator: OpaquePointer?
    // Severity 4 is fatal only: what goes wrong is thrown, so it need not be printed too.
    let problem =
      Self.message(api.pointee.CreateEnv(4, "repartee", &environment), api)
      ?? Self.message(api.pointee.CreateCpuMemoryInfo(1, 0, &memory), api)
      ?? Self.message(api.pointee.GetAllocatorWithDefaultOptions(&allocator), api)
    guard problem == nil, let environment, let memory, let allocator else {
      throw ModelError(
        .failed, "ONNX Runtime does not start (\(problem ?? "no reason given")): \(path)")
    }
    self.environment = environment
    self.memory = memory
    self.allocator = allocator
  }

  /// What a status says, in one line, and frees it; nil when all is well.
  static func message(_ status: OpaquePointer?, _ api: UnsafePointer<RpOrtApi>) -> String? {
    guard let status else { return nil }
    defer { api.pointee.ReleaseStatus(status) }
    guard let text = api.pointee.GetErrorMessage(status) else { return "no reason given" }
    return oneLine(String(cString: text))
  }

  /// Throws what a status says.
  func check(
    _ status: OpaquePointer?, _ code: ModelError.Code, _ doing: @autoclosure () -> String
  ) throws(ModelError) {
    guard let problem = Self.message(status, api) else { return }
    throw ModelError(code, "\(doing()): \(problem)")
  }

  private static func oneLine(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 300 ? line.prefix(300) + "…" : line
  }
}
