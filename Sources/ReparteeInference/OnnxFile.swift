public import Repartee

/// Reads tensors of weights out of an ONNX file, without ONNX Runtime.
public enum OnnxFile {
  /// A constant of a model.
  public struct Weights: Sendable, Equatable {
    /// Its sizes, outermost first.
    public var shape: [Int]
    /// Row-major.
    public var values: [Float]

    public init(shape: [Int], values: [Float]) {
      self.shape = shape
      self.values = values
    }
  }

  /// The float tensors of a model's main graph that have these names: its initialisers and constants.
  /// - Parameters:
  ///   - file: the whole file.
  ///   - name: what to call the file in errors.
  /// - Throws: `.invalid` when the bytes are not a model, or one of the tensors is not in it.
  public static func weights(
    in file: [UInt8], named names: Set<String>, name: String
  ) throws(ModelError) -> [String: Weights] {
    let remedy = "fetch it again with ./repartee setup"
    var found: [String: Weights] = [:]
    do throws(ProtobufReader.Malformed) {
      try eachTensor(of: file) { range throws(ProtobufReader.Malformed) in
        guard let tensor = try tensor(file, range, names) else { return }
        found[tensor.name] = tensor.weights
      }
    } catch {
      throw ModelError(.invalid, "\(name) is not an ONNX model: \(remedy)")
    }
    if let missing = names.subtracting(found.keys).min() {
      throw ModelError(
        .invalid, "\(name) has no weights \(missing), so it is another model: \(remedy)")
    }
    return found
  }

  /// Field numbers of the format.
  private enum Field {
    static let modelGraph: UInt64 = 7
    static let graphNode: UInt64 = 1
    static let graphInitializer: UInt64 = 5
    static let nodeAttribute: UInt64 = 5
    static let attributeTensor: UInt64 = 5
    static let tensorSizes: UInt64 = 1
    static let tensorElement: UInt64 = 2
    static let tensorName: UInt64 = 8
    static let tensorBytes: UInt64 = 9
  }

  private typealias Body = (Range<Int>) throws(ProtobufReader.Malformed) -> Void

  private static func eachTensor(
    of file: [UInt8], _ body: Body
  ) throws(ProtobufReader.Malformed) {
    try each(Field.modelGraph, file, file.indices) { graph throws(ProtobufReader.Malformed) in
      try each(Field.graphInitializer, file, graph, body)
      try each(Field.graphNode, file, graph) { node throws(ProtobufReader.Malformed) in
        try each(Field.nodeAttribute, file, node) { attribute throws(ProtobufReader.Malformed) in
          try each(Field.attributeTensor, file, attribute, body)
        }
      }
    }
  }

  /// Every field `id` of one message that has bytes.
  private static func each(
    _ id: UInt64, _ file: [UInt8], _ message: Range<Int>, _ body: Body
  ) throws(ProtobufReader.Malformed) {
    var reader = ProtobufReader(file, in: message)
    while let field = try reader.next() {
      if field.id == id, case .bytes(let range) = field.value { try body(range) }
    }
  }

  /// The tensor in `range`, nil unless it is one of `names` and made of floats.
  private static func tensor(
    _ file: [UInt8], _ range: Range<Int>, _ names: Set<String>
  ) throws(ProtobufReader.Malformed) -> (name: String, weights: Weights)? {
    var reader = ProtobufReader(file, in: range)
    var name: String?
    var element: UInt64 = 0
    var shape: [Int] = []
    var data: Range<Int>?
    while let field = try reader.next() {
      switch (field.id, field.value) {
      case (Field.tensorName, .bytes(let range)):
        name = String(decoding: file[range], as: UTF8.self)
      case (Field.tensorElement, .number(let number)): element = number
      case (Field.tensorSizes, .number(let number)): shape.append(Int(clamping: number))
      case (Field.tensorSizes, .bytes(let range)):
        var sizes = ProtobufReader(file, in: range)
        while !sizes.isAtEnd { shape.append(Int(clamping: try sizes.varint())) }
      case (Field.tensorBytes, .bytes(let range)): data = range
      default: break
      }
    }
    guard let name, names.contains(name), element == 1, let data else { return nil }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw ProtobufReader.Malformed() }
      count = product
    }
    guard count == data.count / 4, data.count % 4 == 0 else { throw ProtobufReader.Malformed() }
    return (name, Weights(shape: shape, values: floats(file, data)))
  }

  /// Little-endian floats; the length of `range` is a multiple of 4.
  private static func floats(_ file: [UInt8], _ range: Range<Int>) -> [Float] {
    stride(from: range.lowerBound, to: range.upperBound, by: 4).map { at in
      let low = UInt32(file[at]) | UInt32(file[at + 1]) << 8
      let high = UInt32(file[at + 2]) << 16 | UInt32(file[at + 3]) << 24
      return Float(bitPattern: low | high)
    }
  }
}
