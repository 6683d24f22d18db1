/// Writes small ONNX models byte by byte, so that tests need no model file.
enum TinyModel {
  /// `sum = left + right`, floats, any length.
  static var adder: [UInt8] {
    model(
      nodes: [node("Add", ["left", "right"], "sum")],
      inputs: [port("left", 1, [nil]), port("right", 1, [nil])], output: port("sum", 1, [nil]))
  }

  /// Multiplies a square matrix by itself so often that a whole run takes seconds.
  static func slow(size: Int, nodes count: Int) -> [UInt8] {
    let nodes = (0..<count).map { index in
      node(
        "MatMul", [index == 0 ? "x" : "t\(index)", "x"], index == count - 1 ? "y" : "t\(index + 1)")
    }
    return model(
      nodes: nodes, inputs: [port("x", 1, [size, size])], output: port("y", 1, [size, size]))
  }

  typealias Tensor = (name: String, shape: [Int], values: [Float])

  /// A graph that holds two tensors of weights and does nothing.
  static func weights(constant: Tensor, initializer: Tensor) -> [UInt8] {
    let attribute = field(1, Array("value".utf8)) + field(5, tensor(constant))
    let node = field(2, Array("out".utf8)) + field(4, Array("Constant".utf8)) + field(5, attribute)
    return field(1, number: 8) + field(7, field(1, node) + field(5, tensor(initializer)))
  }

  private static func tensor(_ tensor: Tensor) -> [UInt8] {
    let bytes = tensor.values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    return tensor.shape.flatMap { field(1, number: $0) } + field(2, number: 1)
      + field(8, Array(tensor.name.utf8)) + field(9, bytes)
  }

  private static func model(nodes: [[UInt8]], inputs: [[UInt8]], output: [UInt8]) -> [UInt8] {
    var graph: [UInt8] = []
    for node in nodes { graph += field(1, node) }
    graph += field(2, Array("tiny".utf8))
    for input in inputs { graph += field(11, input) }
    graph += field(12, output)
    return field(1, number: 8) + field(7, graph) + field(8, field(2, number: 17))
  }

  private static func node(_ kind: String, _ inputs: [String], _ output: String) -> [UInt8] {
    inputs.flatMap { field(1, Array($0.utf8)) } + field(2, Array(output.utf8))
      + field(4, Array(kind.utf8))
  }

  private static func port(_ name: String, _ element: Int, _ shape: [Int?]) -> [UInt8] {
    let sizes = shape.flatMap { size in
      field(1, size.map { field(1, number: $0) } ?? field(2, Array("n".utf8)))
    }
    let tensor = field(1, number: element) + field(2, sizes)
    return field(1, Array(name.utf8)) + field(2, field(1, tensor))
  }

  private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }

  private static func field(_ id: Int, number: Int) -> [UInt8] {
    varint(id << 3) + varint(number)
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(number))
    var bytes: [UInt8] = []
    repeat {
      bytes.append(UInt8(rest & 127) | (rest > 127 ? 128 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }
}
