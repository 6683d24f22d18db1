internal import COnnxRuntime
public import Repartee

extension OnnxSession {
  /// Runs the model and lets it make its outputs, of whatever shape they turn out to be.
  ///
  /// Blocks the calling thread: call it on `ModelWorkers`, never on a session's executor.
  /// - Parameters:
  ///   - inputs: by the model's own names.
  ///   - wanted: names of outputs.
  ///   - token: stops the run within one node of the graph when it is cancelled.
  /// - Returns: the outputs, in the order of `wanted`.
  /// - Throws: `.cancelled`; `.invalid` when a name is not the model's; `.failed` when the run fails,
  ///   for example on an input of another shape or type than the model takes.
  public func run(
    _ inputs: KeyValuePairs<String, OnnxTensor>, outputs wanted: [String],
    token: CancellationToken? = nil
  ) throws(ModelError) -> [OnnxTensor] {
    try run(inputs.map { ($0.key, $0.value) }, outputs: wanted, token: token)
  }

  /// The same with a list that is put together at run time.
  public func run(
    _ inputs: [(name: String, tensor: OnnxTensor)], outputs wanted: [String],
    token: CancellationToken? = nil
  ) throws(ModelError) -> [OnnxTensor] {
    var made = [OpaquePointer?](repeating: nil, count: wanted.count)
    try execute(inputs, wanted, &made, token)
    var outputs: [OnnxTensor] = []
    var problem: ModelError?
    // Each must be taken over, even after a failure: taking over is what frees it in the end.
    for value in made {
      guard let value else {
        problem = ModelError(.failed, "\(model.name) left out an output")
        continue
      }
      do { outputs.append(try OnnxTensor(output: value, runtime)) } catch { problem = error }
    }
    if let problem { throw problem }
    return outputs
  }

  /// Runs the model into tensors that are already there, which must have the shapes it makes.
  ///
  /// Blocks the calling thread. Throws as `run(_:outputs:token:)`.
  public func run(
    _ inputs: [(name: String, tensor: OnnxTensor)],
    into outputs: [(name: String, tensor: OnnxTensor)],
    token: CancellationToken? = nil
  ) throws(ModelError) {
    var values = outputs.map { Optional($0.tensor.value) }
    try execute(inputs, outputs.map(\.name), &values, token)
    // ONNX Runtime keeps the values it was given; the tensors own them.
    withExtendedLifetime(outputs) {}
  }

  private func execute(
    _ inputs: [(name: String, tensor: OnnxTensor)], _ wanted: [String],
    _ outputs: inout [OpaquePointer?], _ token: CancellationToken?
  ) throws(ModelError) {
    let inputNames = try inputs.map { input throws(ModelError) in try cString(input.name) }
    let outputNames = try wanted.map { name throws(ModelError) in try cString(name) }
    let values = inputs.map { Optional($0.tensor.value) }
    func call(_ options: OpaquePointer?, _ outputs: inout [OpaquePointer?]) -> String? {
      OnnxRuntime.message(
        runtime.api.pointee.Run(
          handle, options, inputNames, values, values.count, outputNames, outputNames.count,
          &outputs), runtime.api)
    }
    var problem: String?
    if let token {
      let run = try OnnxRunOptions(runtime)
      problem = token.whileCancelling({ run.terminate() }) {
        token.isCancelled ? "cancelled" : call(run.handle, &outputs)
      }
    } else {
      problem = call(nil, &outputs)
    }
    withExtendedLifetime(inputs) {}
    guard let problem else { return }
    if token?.isCancelled == true {
      throw ModelError(.cancelled, "\(model.name) was cancelled")
    }
    throw ModelError(.failed, "\(model.name) failed: \(problem)")
  }

  private func cString(_ name: String) throws(ModelError) -> UnsafePointer<CChar>? {
    guard let text = names[name] else {
      let known = (inputs + outputs).map(\.name).joined(separator: ", ")
      throw ModelError(.invalid, "\(model.name) has no \(name): it has \(known)")
    }
    return text
  }
}

/// What lets a run be stopped from another thread.
// Unchecked: its only use from another thread is the one call that ONNX Runtime makes for that.
final class OnnxRunOptions: @unchecked Sendable {
  let handle: OpaquePointer
  private let runtime: OnnxRuntime

  init(_ runtime: OnnxRuntime) throws(ModelError) {
    var made: OpaquePointer?
    try runtime.check(runtime.api.pointee.CreateRunOptions(&made), .failed, "run options")
    guard let made else { throw ModelError(.failed, "no run options were made") }
    handle = made
    self.runtime = runtime
  }

  deinit { runtime.api.pointee.ReleaseRunOptions(handle) }

  func terminate() {
    _ = OnnxRuntime.message(runtime.api.pointee.RunOptionsSetTerminate(handle), runtime.api)
  }
}
