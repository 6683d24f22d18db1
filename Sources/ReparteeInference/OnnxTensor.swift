internal import COnnxRuntime
public import Repartee

/// A dense tensor in memory that ONNX Runtime reads and writes in place.
///
/// Made here with storage of its own (64-byte aligned), or by a model as an output. Not `Sendable`:
/// make, fill, run and read it on one thread.
public final class OnnxTensor {
  /// Its sizes, outermost first; empty for a scalar.
  public let shape: [Int]
  /// What it is made of; nil when that is none of `OnnxElement` (only outputs of a model can be).
  public let element: OnnxElement?
  /// How many elements it has.
  public let count: Int
  let value: OpaquePointer
  private let data: UnsafeMutableRawPointer
  private let ownsData: Bool
  private let runtime: OnnxRuntime

  /// A tensor of zeros.
  /// - Throws: `.invalid` when a size is negative or the whole would not fit in memory.
  public init<Scalar: OnnxScalar>(of type: Scalar.Type, shape: [Int]) throws(ModelError) {
    let runtime = try OnnxRuntime.shared()
    let (count, bytes) = try Self.size(shape, stride: MemoryLayout<Scalar>.stride)
    // One byte at least: a tensor may be empty, its address may not be null.
    let data = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 64), alignment: 64)
    data.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    var value: OpaquePointer?
    let sizes = shape.map(Int64.init)
    let problem = OnnxRuntime.message(
      runtime.api.pointee.CreateTensorWithDataAsOrtValue(
        runtime.memory, data, bytes, sizes, sizes.count, Scalar.onnxElement.rawValue, &value),
      runtime.api)
    guard problem == nil, let value else {
      data.deallocate()
      throw ModelError(.invalid, "no tensor of shape \(shape): \(problem ?? "no reason given")")
    }
    self.shape = shape
    self.count = count
    element = Scalar.onnxElement
    self.value = value
    self.data = data
    ownsData = true
    self.runtime = runtime
  }

  /// A tensor of these values, in row-major order.
  /// - Throws: `.invalid` when there are not as many values as `shape` holds.
  public convenience init<Scalar: OnnxScalar>(
    _ values: [Scalar], shape: [Int]
  ) throws(ModelError) {
    try self.init(of: Scalar.self, shape: shape)
    guard values.count == count else {
      throw ModelError(.invalid, "\(values.count) values do not fill a tensor of shape \(shape)")
    }
    try withValues(of: Scalar.self) { buffer in
      _ = buffer.update(fromContentsOf: values)
    }
  }

  /// Takes over a value that a model made.
  init(output value: OpaquePointer, _ runtime: OnnxRuntime) throws(ModelError) {
    let facts: (element: OnnxElement?, shape: [Int], data: UnsafeMutableRawPointer)
    do {
      facts = try Self.inspect(value, runtime)
    } catch {
      runtime.api.pointee.ReleaseValue(value)
      throw error
    }
    self.value = value
    self.runtime = runtime
    element = facts.element
    shape = facts.shape
    count = facts.shape.reduce(1, *)
    data = facts.data
    ownsData = false
  }

  deinit {
    runtime.api.pointee.ReleaseValue(value)
    if ownsData { data.deallocate() }
  }

  /// Reads or changes the values in place. The buffer must not leave `body`.
  /// - Throws: `.invalid` when the tensor is not made of `Scalar`s.
  public func withValues<Scalar: OnnxScalar, Result>(
    of type: Scalar.Type, _ body: (UnsafeMutableBufferPointer<Scalar>) -> Result
  ) throws(ModelError) -> Result {
    guard element == Scalar.onnxElement else {
      let own = element.map { "\($0)" } ?? "another type"
      throw ModelError(.invalid, "a tensor of \(own) was read as \(Scalar.onnxElement)")
    }
    let start = data.assumingMemoryBound(to: Scalar.self)
    return body(UnsafeMutableBufferPointer(start: start, count: count))
  }

  /// A copy of the values, in row-major order.
  /// - Throws: `.invalid` when the tensor is not made of `Scalar`s.
  public func values<Scalar: OnnxScalar>(of type: Scalar.Type) throws(ModelError) -> [Scalar] {
    try withValues(of: type) { Array($0) }
  }
}

extension OnnxTensor {
  private static func size(
    _ shape: [Int], stride: Int
  ) throws(ModelError) -> (count: Int, bytes: Int) {
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else {
        throw ModelError(.invalid, "no tensor can have the shape \(shape)")
      }
      count = product
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: stride)
    // More than any model here needs; beyond it something has gone wrong.
    guard !overflow, bytes <= 1 << 32 else {
      throw ModelError(.invalid, "a tensor of shape \(shape) is too large")
    }
    return (count, bytes)
  }

  private static func inspect(
    _ value: OpaquePointer, _ runtime: OnnxRuntime
  ) throws(ModelError) -> (OnnxElement?, [Int], UnsafeMutableRawPointer) {
    let api = runtime.api.pointee
    var info: OpaquePointer?
    try runtime.check(api.GetTensorTypeAndShape(value, &info), .failed, "a model's output")
    defer { api.ReleaseTensorInfo(info) }
    let facts = try runtime.describe(info)
    var data: UnsafeMutableRawPointer?
    try runtime.check(api.GetTensorMutableData(value, &data), .failed, "a model's output")
    guard let data = data ?? (facts.shape.contains(0) ? empty : nil) else {
      throw ModelError(.failed, "a model's output has no data")
    }
    return (facts.element, facts.shape, data)
  }

  /// Stands for the data of an output without elements. Never read.
  private static var empty: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: 64) }
}
