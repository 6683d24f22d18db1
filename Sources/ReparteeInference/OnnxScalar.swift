/// What a tensor is made of, by ONNX's number for it.
public enum OnnxElement: Int32, Sendable {
  case float32 = 1
  case uint8 = 2
  case int8 = 3
  case int32 = 6
  case int64 = 7
  case bool = 9
}

/// A Swift type that a tensor can be made of.
public protocol OnnxScalar: BitwiseCopyable, Sendable {
  static var onnxElement: OnnxElement { get }
}

extension Float: OnnxScalar {
  public static var onnxElement: OnnxElement { .float32 }
}
extension UInt8: OnnxScalar {
  public static var onnxElement: OnnxElement { .uint8 }
}
extension Int8: OnnxScalar {
  public static var onnxElement: OnnxElement { .int8 }
}
extension Int32: OnnxScalar {
  public static var onnxElement: OnnxElement { .int32 }
}
extension Int64: OnnxScalar {
  public static var onnxElement: OnnxElement { .int64 }
}
extension Bool: OnnxScalar {
  public static var onnxElement: OnnxElement { .bool }
}
