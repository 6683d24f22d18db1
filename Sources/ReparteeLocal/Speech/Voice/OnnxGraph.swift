internal import Repartee

/// The wiring of an ONNX model, and the means to cut a part of it out as a model of its own.
///
/// The weights are never decoded, only copied.
struct OnnxGraph {
  struct Node {
    var operation = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var whole: Range<Int>
  }

  /// Field numbers of ONNX's messages.
  private enum Number {
    static let graph = 7
    static let (node, graphName, initializer, input, output) = (1, 2, 5, 11, 12)
    static let (nodeInput, nodeOutput, nodeOperation) = (1, 2, 4)
    static let (valueName, valueType, tensorName) = (1, 2, 8)
  }

  private let scanner: WireScanner
  /// What the model says beside its graph: versions and operator sets.
  private var preamble: [Range<Int>] = []
  private(set) var nodes: [Node] = []
  private var producers: [String: Int] = [:]
  private var initializers: [String: Range<Int>] = [:]
  private var inputs: [String: Range<Int>] = [:]

  /// - Throws: `.invalid` when the bytes are no ONNX model.
  init(model: [UInt8]) throws(ModelError) {
    scanner = WireScanner(bytes: model)
    for field in try scanner.fields(in: model.indices) {
      guard field.number == Number.graph else {
        preamble.append(field.whole)
        continue
      }
      for part in try scanner.fields(in: field.payload) { try take(part) }
    }
  }

  private mutating func take(_ part: WireScanner.Field) throws(ModelError) {
    switch part.number {
    case Number.node:
      let node = try node(part)
      for output in node.outputs { producers[output] = nodes.count }
      nodes.append(node)
    case Number.initializer:
      initializers[try name(in: part.payload, Number.tensorName)] = part.whole
    case Number.input:
      inputs[try name(in: part.payload, Number.valueName)] = part.whole
    default: break
    }
  }

  private func node(_ part: WireScanner.Field) throws(ModelError) -> Node {
    var node = Node(whole: part.whole)
    for field in try scanner.fields(in: part.payload) {
      switch field.number {
      case Number.nodeInput: node.inputs.append(scanner.text(field.payload))
      case Number.nodeOutput: node.outputs.append(scanner.text(field.payload))
      case Number.nodeOperation: node.operation = scanner.text(field.payload)
      default: break
      }
    }
    return node
  }

  private func name(in range: Range<Int>, _ number: Int) throws(ModelError) -> String {
    let field = try scanner.fields(in: range).first { $0.number == number }
    return field.map { scanner.text($0.payload) } ?? ""
  }

  /// The node that makes a tensor, or nil when it is an input or a weight.
  func producer(of tensor: String) -> Node? { producers[tensor].map { nodes[$0] } }

  /// A model of those nodes alone that lead from its inputs to `outputs`.
  /// - Parameters:
  ///   - cut: tensors inside the graph that become inputs, with their shape; -1 is any size. Single-precision.
  ///   - outputs: tensors of the graph, in the order the new model gives them.
  func part(from cut: [(name: String, shape: [Int])] = [], to outputs: [String]) -> [UInt8] {
    var needed = Set<Int>()
    var names = Set<String>()
    var open = outputs
    while let tensor = open.popLast() {
      guard !cut.contains(where: { $0.name == tensor }), names.insert(tensor).inserted,
        let index = producers[tensor]
      else { continue }
      needed.insert(index)
      open += nodes[index].inputs
    }
    var graph = WireWriter()
    graph.field(Number.graphName, "part")
    for index in needed.sorted() { graph.copy(scanner.bytes[nodes[index].whole]) }
    for (name, range) in initializers where names.contains(name) {
      graph.copy(scanner.bytes[range])
    }
    for (name, range) in inputs where names.contains(name) { graph.copy(scanner.bytes[range]) }
    for input in cut { graph.field(Number.input, Self.value(input.name, shape: input.shape)) }
    for output in outputs { graph.field(Number.output, Self.value(output, shape: nil)) }
    var model = WireWriter()
    for range in preamble { model.copy(scanner.bytes[range]) }
    model.field(Number.graph, graph.bytes)
    return model.bytes
  }

  /// The description of an input or output; ONNX Runtime works out the types of outputs itself.
  private static func value(_ name: String, shape: [Int]?) -> [UInt8] {
    var value = WireWriter()
    value.field(Number.valueName, name)
    guard let shape else { return value.bytes }
    var sizes = WireWriter()
    for (index, size) in shape.enumerated() {
      var dimension = WireWriter()
      if size >= 0 {
        dimension.field(1, value: UInt64(size))
      } else {
        dimension.field(2, "n\(index)")
      }
      sizes.field(1, dimension.bytes)
    }
    var tensor = WireWriter()
    tensor.field(1, value: 1)
    tensor.field(2, sizes.bytes)
    var type = WireWriter()
    type.field(1, tensor.bytes)
    value.field(Number.valueType, type.bytes)
    return value.bytes
  }
}
