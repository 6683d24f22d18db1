import Repartee
import Testing

@testable import ReparteeLocal

@Suite("Cutting an ONNX graph")
struct VoiceGraphTests {
  /// x → A → m → B → y, and a weight that B reads.
  private static let model: [UInt8] = {
    func node(_ operation: String, _ inputs: [String], _ output: String) -> [UInt8] {
      var node = WireWriter()
      for input in inputs { node.field(1, input) }
      node.field(2, output)
      node.field(4, operation)
      return node.bytes
    }
    var weight = WireWriter()
    weight.field(8, "w")
    var graph = WireWriter()
    graph.field(1, node("A", ["x"], "m"))
    graph.field(1, node("B", ["m", "w"], "y"))
    graph.field(5, weight.bytes)
    var input = WireWriter()
    input.field(1, "x")
    graph.field(11, input.bytes)
    var model = WireWriter()
    model.field(1, value: 8)
    model.field(7, graph.bytes)
    return model.bytes
  }()

  @Test("A part holds the nodes between its ends and nothing else")
  func parts() throws {
    let graph = try OnnxGraph(model: Self.model)
    #expect(graph.nodes.map(\.operation) == ["A", "B"])
    let head = try OnnxGraph(model: graph.part(to: ["m"]))
    #expect(head.nodes.map(\.operation) == ["A"])
    let tail = try OnnxGraph(model: graph.part(from: [("m", [1, -1])], to: ["y"]))
    #expect(tail.nodes.map(\.operation) == ["B"])
    #expect(tail.producer(of: "y")?.inputs == ["m", "w"])
  }

  @Test("A truncated or altered model is an error or another graph, never a trap")
  func broken() {
    for length in 0..<Self.model.count {
      _ = try? OnnxGraph(model: Array(Self.model.prefix(length)))
    }
    for index in Self.model.indices {
      for value in [0, 0x7f, 0x80, 0xff] as [UInt8] {
        var model = Self.model
        model[index] = value
        let graph = try? OnnxGraph(model: model)
        _ = graph?.part(to: ["y"])
      }
    }
    #expect(throws: ModelError.self) { try OnnxGraph(model: [0xff, 0xff, 0xff]) }
  }

  @Test("Another model is refused in one line that says what to do")
  func wrongModel() {
    let error = #expect(throws: ModelError.self) { try HibariNetwork(model: Self.model) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("./repartee setup") == true)
  }
}
