/// Exceptions to the rules, each with its reason. A test compares them with the code exactly.
enum AllowList {
  struct Entry: Sendable {
    let path: String
    let count: Int
    let reason: String
    init(_ path: String, count: Int = 1, _ reason: String) {
      self.path = path
      self.count = count
      self.reason = reason
    }
  }

  /// Structured concurrency only; nothing is excepted so far.
  static let unstructuredTasks: [Entry] = []

  /// `@unchecked Sendable` and `nonisolated(unsafe)`.
  static let unchecked: [Entry] = [
    Entry(
      "Sources/Repartee/Drive/CallParts.swift",
      "its parts belong to the session's loop from the call's beginning to its end only"),
    Entry(
      "Sources/ReparteeServer/Calls/CallRecords.swift",
      "its files belong to the call's loop from its beginning to its end, as CallParts does"),
    Entry(
      "Sources/ReparteeInference/LlamaModel.swift",
      "the pointers are set once, and llama.cpp only reads what they point to after loading"),
    Entry(
      "Sources/ReparteeInference/NameTable.swift",
      "the strings are written before the table is shared, and never after"),
    Entry(
      "Sources/ReparteeInference/OnnxRuntime.swift",
      "pointers that are set once; ONNX Runtime allows calls from any thread"),
    Entry(
      "Sources/ReparteeInference/OnnxSession.swift",
      "a pointer that is set once; ONNX Runtime allows overlapping runs"),
    Entry(
      "Sources/ReparteeInference/OnnxSession+Run.swift",
      "used from another thread for the one call that ONNX Runtime makes for that: to stop a run"),
    Entry(
      "Sources/ReparteeTransports/WebRTC/Libraries/DtlsIdentity.swift",
      "a pointer that is set once; OpenSSL counts its users with atomics, and its parts are only read"
    ),
    Entry(
      "Sources/ReparteeLocal/SileroWeights.swift",
      "the memory is filled before the object is shared, and only read after"),
  ]
}
