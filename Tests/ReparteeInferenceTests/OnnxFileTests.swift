import Repartee
import ReparteeInference
import Testing

@Suite struct OnnxFileTests {
  /// A model with one constant and one initialiser: 2 x 2 and 1 floats.
  static let model = TinyModel.weights(
    constant: ("a", [2, 2], [1, 2, 3, 4]), initializer: ("b", [1], [-0.5]))

  @Test("Weights are read from constants and initialisers")
  func read() throws {
    let weights = try OnnxFile.weights(in: Self.model, named: ["a", "b"], name: "m")
    #expect(weights["a"] == .init(shape: [2, 2], values: [1, 2, 3, 4]))
    #expect(weights["b"] == .init(shape: [1], values: [-0.5]))
  }

  @Test("What is not there is named")
  func missing() {
    let error = #expect(throws: ModelError.self) {
      try OnnxFile.weights(in: Self.model, named: ["a", "c"], name: "m.onnx")
    }
    #expect(error?.message.contains("m.onnx has no weights c") == true)
  }

  @Test(
    "A shape that does not fit the bytes is refused",
    arguments: [[3], [-1, -4], [.max, .max], []])
  func shape(_ shape: [Int]) {
    let model = TinyModel.weights(
      constant: ("a", shape, [1, 2, 3, 4]), initializer: ("b", [1], [0]))
    #expect(code { try OnnxFile.weights(in: model, named: ["a"], name: "m") } == .invalid)
  }

  @Test("No bytes make the reader crash, and it invents nothing")
  func fuzz() {
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<30_000 {
      var bytes = round % 3 == 0 ? (0..<next(60)).map { _ in UInt8(next(256)) } : Self.model
      for _ in 0..<next(4) where !bytes.isEmpty { bytes[next(bytes.count)] = UInt8(next(256)) }
      if round % 5 == 0 { bytes.removeLast(next(bytes.count + 1)) }
      let weights = try? OnnxFile.weights(in: bytes, named: ["a"], name: "m")
      let product = weights?["a"]?.shape.reduce(1, *)
      #expect(product == weights?["a"]?.values.count)
    }
  }
}
