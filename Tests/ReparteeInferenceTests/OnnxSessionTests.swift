import Repartee
import Testing

import ReparteeInference

/// Says aloud that a test needs the native library.
let library = ConditionTrait.enabled(
  if: ModelHome.standard.has("lib/libonnxruntime.so"), "run ./repartee setup")

@Suite(library, .timeLimit(.minutes(1))) struct OnnxSessionTests {
  @Test("A model tells its ports and computes, into new tensors and into given ones")
  func adder() throws {
    let session = try OnnxSession(model: TinyModel.adder, name: "adder")
    #expect(session.inputs.map(\.name) == ["left", "right"])
    #expect(session.outputs == [OnnxPort(name: "sum", element: .float32, shape: [-1])])
    #expect(session.model.name == "adder")
    let left = try OnnxTensor([1, 2, 3] as [Float], shape: [3])
    let right = try OnnxTensor([10, 20, 30] as [Float], shape: [3])
    let sums = try session.run(["left": left, "right": right], outputs: ["sum"])
    #expect(sums.map(\.shape) == [[3]])
    #expect(try sums[0].values(of: Float.self) == [11, 22, 33])
    // An output can be the next run's input.
    let given = try OnnxTensor(of: Float.self, shape: [3])
    try session.run([("left", sums[0]), ("right", right)], into: [("sum", given)])
    #expect(try given.values(of: Float.self) == [21, 42, 63])
  }

  @Test("An input of no elements gives an output of none")
  func empty() throws {
    let session = try OnnxSession(model: TinyModel.adder, name: "adder")
    let none = try OnnxTensor(of: Float.self, shape: [0])
    let sums = try session.run(["left": none, "right": none], outputs: ["sum"])
    #expect(try sums[0].values(of: Float.self) == [])
  }

  @Test("A wrong name, type or shape is an error, not a crash")
  func misuse() throws {
    let session = try OnnxSession(model: TinyModel.adder, name: "adder")
    let two = try OnnxTensor([1, 2] as [Float], shape: [2])
    let three = try OnnxTensor([1, 2, 3] as [Float], shape: [3])
    let whole = try OnnxTensor([1, 2] as [Int64], shape: [2])
    #expect(code { try session.run(["left": two, "up": two], outputs: ["sum"]) } == .invalid)
    #expect(code { try session.run(["left": two, "right": two], outputs: ["x"]) } == .invalid)
    #expect(code { try session.run(["left": two], outputs: ["sum"]) } == .failed)
    #expect(code { try session.run(["left": two, "right": three], outputs: ["sum"]) } == .failed)
    #expect(code { try session.run(["left": two, "right": whole], outputs: ["sum"]) } == .failed)
    #expect(code { try two.values(of: Int64.self) } == .invalid)
    #expect(code { try OnnxTensor(of: Float.self, shape: [-1]) } == .invalid)
    #expect(code { try OnnxTensor(of: Float.self, shape: [.max, 2]) } == .invalid)
    #expect(code { try OnnxTensor([1] as [Float], shape: [2]) } == .invalid)
  }

  @Test(
    "A file that is no model is refused in one line that names it and the remedy",
    arguments: ["empty", "text", "zeros", "cut", "html"])
  func wrongFile(kind: String) throws {
    let bytes: [String: [UInt8]] = [
      "empty": [], "text": Array("This is not a model.\n".utf8),
      "zeros": [UInt8](repeating: 0, count: 4096),
      "cut": Array(TinyModel.adder.dropLast(20)), "html": Array("<!DOCTYPE html><html>".utf8),
    ]
    let scratch = try Scratch()
    let path = try scratch.write("\(kind).onnx", bytes[kind] ?? [])
    let error = #expect(throws: ModelError.self) { try OnnxSession(path: path) }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains(path) == true)
    #expect(error?.message.contains("./repartee setup") == true)
    #expect(error?.message.contains("\n") == false)
    #expect(code { try OnnxSession(model: bytes[kind] ?? [], name: kind) } == .invalid)
  }

  @Test("A missing file and a directory are told apart from a bad model")
  func notAFile() throws {
    let scratch = try Scratch()
    #expect(code { try OnnxSession(path: scratch.path + "/none.onnx") } == .missing)
    #expect(code { try OnnxSession(path: scratch.path) } == .invalid)
  }

  @Test("Every prefix of a model is refused or loads, and none crashes")
  func prefixes() {
    let whole = TinyModel.adder
    for length in 0..<whole.count {
      _ = code { try OnnxSession(model: Array(whole.prefix(length)), name: "prefix") }
    }
  }

  @Test("Cancelling the task stops a run that would take far longer")
  func cancel() async throws {
    let session = try OnnxSession(
      model: TinyModel.slow(size: 1024, nodes: 2000), name: "slow")
    let workers = ModelWorkers(name: "slow", threads: 1)
    let (started, announce) = AsyncStream<Void>.makeStream()
    await withTaskGroup(of: ModelError.Code?.self) { group in
      group.addTask {
        do throws(ModelError) {
          return try await workers.run { token throws(ModelError) in
            let x = try OnnxTensor(of: Float.self, shape: [1024, 1024])
            announce.yield()
            _ = try session.run(["x": x], outputs: ["y"], token: token)
            return nil
          }
        } catch { return error.code }
      }
      for await _ in started { break }
      group.cancelAll()
      #expect(await group.next() == .some(.cancelled))
    }
  }
}

/// The code of the error that `body` throws, nil when it throws none.
func code<T>(_ body: () throws -> T) -> ModelError.Code? {
  do {
    _ = try body()
    return nil
  } catch { return (error as? ModelError)?.code }
}
