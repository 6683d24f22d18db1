internal import COnnxRuntime
import Foundation
import Logging
public import Repartee

/// A loaded ONNX model, shared by all threads of the process.
///
/// A run executes on the calling thread, alone: no pool, no spinning. Runs may overlap.
// Unchecked: it holds a pointer that is set once; ONNX Runtime allows overlapping runs of a session.
public final class OnnxSession: @unchecked Sendable {
  /// How a model is loaded.
  public struct Options: Sendable {
    /// Threads of one run. More than one costs more CPU in all, and waits badly on a busy machine.
    public var threads = 1
    /// Keeps memory between runs: faster, but what the largest run took is not given back.
    public var arena = true
    /// Plans memory by input shape: of use when shapes repeat.
    public var memoryPattern = true
    /// Makes 8-bit products exact on processors without VNNI, where they saturate otherwise: sums of
    /// two may not fit their 16 bits, and a network not made for that gives other results. Costs a
    /// fifth more there, nothing elsewhere.
    public var exactProducts = false
    /// ONNX Runtime's own session settings, by key.
    public var configuration: [String: String] = [:]
    public init(threads: Int = 1, arena: Bool = true, memoryPattern: Bool = true) {
      self.threads = threads
      self.arena = arena
      self.memoryPattern = memoryPattern
    }
  }

  /// The file's name, its size and how long it took to load.
  public let model: ModelDescription
  public let inputs: [OnnxPort]
  public let outputs: [OnnxPort]
  let runtime: OnnxRuntime
  let handle: OpaquePointer
  let names: NameTable

  /// Loads a model from its file.
  /// - Throws: `.missing` when there is no such file, `.invalid` when it is not an ONNX model.
  public convenience init(path: String, options: Options = Options()) throws(ModelError) {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw ModelError(.missing, "\(path) is not there: run ./repartee setup")
    }
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
    let bytes = size?.intValue ?? 0
    guard !isDirectory.boolValue, bytes > 0 else {
      throw Self.unusable(path, isDirectory.boolValue ? "it is a directory" : "it is empty")
    }
    try self.init(name: path, bytes: bytes, options: options) { runtime, options, made in
      runtime.api.pointee.CreateSession(runtime.environment, path, options, &made)
    }
  }

  /// Loads a model from memory, for example after a change to its bytes. They are copied.
  /// - Parameter name: what to call the model in errors and logs.
  /// - Throws: `.invalid` when the bytes are not an ONNX model.
  public convenience init(
    model bytes: [UInt8], name: String, options: Options = Options()
  ) throws(ModelError) {
    guard !bytes.isEmpty else { throw Self.unusable(name, "it is empty") }
    try self.init(name: name, bytes: bytes.count, options: options) { runtime, options, made in
      runtime.api.pointee.CreateSessionFromArray(
        runtime.environment, bytes, bytes.count, options, &made)
    }
  }

  private init(
    name: String, bytes: Int, options: Options,
    create: (OnnxRuntime, OpaquePointer?, inout OpaquePointer?) -> OpaquePointer?
  ) throws(ModelError) {
    let runtime = try OnnxRuntime.shared()
    let clock = ContinuousClock()
    let start = clock.now
    let settings = try runtime.sessionOptions(options)
    defer { runtime.api.pointee.ReleaseSessionOptions(settings) }
    var made: OpaquePointer?
    let problem = OnnxRuntime.message(create(runtime, settings, &made), runtime.api)
    guard problem == nil, let handle = made else {
      throw Self.unusable(name, problem ?? "no reason given")
    }
    do {
      inputs = try runtime.ports(of: handle, inputs: true)
      outputs = try runtime.ports(of: handle, inputs: false)
    } catch {
      runtime.api.pointee.ReleaseSession(handle)
      throw error
    }
    self.runtime = runtime
    self.handle = handle
    names = NameTable(inputs.map(\.name) + outputs.map(\.name))
    let short = name.split(separator: "/").last.map(String.init) ?? name
    model = ModelDescription(name: short, bytes: bytes, loadTime: clock.now - start)
    Logger(label: "repartee.models").debug(
      "loaded", metadata: ["model": "\(short)", "bytes": "\(bytes)", "time": "\(model.loadTime)"])
  }

  deinit { runtime.api.pointee.ReleaseSession(handle) }

  private static func unusable(_ name: String, _ problem: String) -> ModelError {
    ModelError(
      .invalid, "\(name) is not a usable ONNX model (\(problem)): fetch it with ./repartee setup")
  }
}

extension OnnxRuntime {
  /// Settings for a session, to be released by the caller.
  func sessionOptions(_ options: OnnxSession.Options) throws(ModelError) -> OpaquePointer {
    let api = api.pointee
    var made: OpaquePointer?
    try check(api.CreateSessionOptions(&made), .failed, "session options")
    guard let settings = made else { throw ModelError(.failed, "no session options were made") }
    do {
      let what = "session options"
      try check(api.SetIntraOpNumThreads(settings, Int32(clamping: options.threads)), .failed, what)
      try check(api.SetInterOpNumThreads(settings, 1), .failed, what)
      try check(api.SetSessionGraphOptimizationLevel(settings, 99), .failed, what)
      try check(api.SetSessionLogSeverityLevel(settings, 4), .failed, what)
      if !options.arena { try check(api.DisableCpuMemArena(settings), .failed, what) }
      if !options.memoryPattern { try check(api.DisableMemPattern(settings), .failed, what) }
      var entries = options.configuration
      // Without it the pool's threads burn a core while they wait.
      entries["session.intra_op.allow_spinning"] = "0"
      entries["session.inter_op.allow_spinning"] = "0"
      if options.exactProducts { entries["session.x64quantprecision"] = "1" }
      for (key, value) in entries {
        try check(api.AddSessionConfigEntry(settings, key, value), .failed, "session option \(key)")
      }
    } catch {
      api.ReleaseSessionOptions(settings)
      throw error
    }
    return settings
  }
}
