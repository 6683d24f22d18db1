internal import COnnxRuntime
import Repartee

/// An input or output of a model.
public struct OnnxPort: Sendable, Equatable {
  public var name: String
  /// Nil when it is no tensor, or made of something that is not among `OnnxElement`.
  public var element: OnnxElement?
  /// Its sizes, outermost first; -1 where the model takes any.
  public var shape: [Int]

  public init(name: String, element: OnnxElement?, shape: [Int]) {
    self.name = name
    self.element = element
    self.shape = shape
  }
}

extension OnnxRuntime {
  /// What a tensor of a model is like. `info` stays the caller's.
  func describe(
    _ info: OpaquePointer?
  ) throws(ModelError) -> (element: OnnxElement?, shape: [Int]) {
    // Null for what is no tensor: a sequence or a map.
    guard let info else { return (nil, []) }
    let api = api.pointee
    var element: Int32 = 0
    var rank = 0
    try check(api.GetTensorElementType(info, &element), .failed, "a tensor's type")
    try check(api.GetDimensionsCount(info, &rank), .failed, "a tensor's shape")
    var sizes = [Int64](repeating: 0, count: rank)
    try check(api.GetDimensions(info, &sizes, rank), .failed, "a tensor's shape")
    return (OnnxElement(rawValue: element), sizes.map { Int($0) })
  }

  /// The inputs (or outputs) of a model, in its order.
  func ports(of session: OpaquePointer, inputs: Bool) throws(ModelError) -> [OnnxPort] {
    let api = api.pointee
    let what = "a model's ports"
    var count = 0
    let counting =
      inputs
      ? api.SessionGetInputCount(session, &count) : api.SessionGetOutputCount(session, &count)
    try check(counting, .failed, what)
    var ports: [OnnxPort] = []
    for index in 0..<count {
      var text: UnsafeMutablePointer<CChar>?
      let naming =
        inputs
        ? api.SessionGetInputName(session, index, allocator, &text)
        : api.SessionGetOutputName(session, index, allocator, &text)
      try check(naming, .failed, what)
      let name = text.map { String(cString: $0) } ?? ""
      try check(api.AllocatorFree(allocator, text), .failed, what)
      var type: OpaquePointer?
      let typing =
        inputs
        ? api.SessionGetInputTypeInfo(session, index, &type)
        : api.SessionGetOutputTypeInfo(session, index, &type)
      try check(typing, .failed, what)
      defer { api.ReleaseTypeInfo(type) }
      var info: OpaquePointer?
      try check(api.CastTypeInfoToTensorInfo(type, &info), .failed, what)
      let facts = try describe(info)
      ports.append(OnnxPort(name: name, element: facts.element, shape: facts.shape))
    }
    return ports
  }
}
