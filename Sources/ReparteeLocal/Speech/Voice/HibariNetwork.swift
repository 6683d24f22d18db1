internal import Repartee
internal import ReparteeInference

/// The Hibari network in two parts: one plans a sentence, the other voices stretches of it.
///
/// The published graph does both at once, whole sentences only, and keeps its durations to itself. Cut in two
/// when it is loaded, the first sound needs the plan and a few frames, not the whole sentence.
final class HibariNetwork: Sendable {
  /// What the network means to say, before a sound is made.
  struct Plan: Sendable {
    /// For each symbol, in units of `VoiceShape.samplesPerUnit`.
    var durations: [Int]
    /// The pitch of each frame in hertz.
    var pitch: [Float]
    /// `VoiceShape.features` rows of `frames` numbers.
    var features: [Float]
    var frames: Int { pitch.count }
  }

  /// Frames on either side that a frame's sound depends on: fewer change it more than the
  /// quantisation of the weights does, more change nothing.
  static let context = 12
  /// No sentence of `Sentence.limit` symbols comes near it: 100 s.
  private static let mostFrames = 8_000

  private let planner: OnnxSession
  private let decoder: OnnxSession
  private let names: Names
  var loadTime: Duration { planner.model.loadTime + decoder.model.loadTime }

  /// The tensors at the joints.
  private struct Names {
    var durations: String
    var features: String
    var rows: String
    let pitch = "f0"
  }

  /// - Parameter model: the bytes of `hibari.onnx`.
  /// - Throws: `.invalid` when it is another model.
  init(model: [UInt8]) throws(ModelError) {
    let graph = try OnnxGraph(model: model)
    let names = try Self.names(in: graph)
    self.names = names
    planner = try OnnxSession(
      model: graph.part(to: [names.durations, names.features, names.pitch]),
      name: "hibari planner")
    decoder = try OnnxSession(
      model: graph.part(from: [(names.features, [1, VoiceShape.features, -1])], to: [names.rows]),
      name: "hibari decoder")
  }

  private static func names(in graph: OnnxGraph) throws(ModelError) -> Names {
    // Symbols become frames by the running sum of their durations; there is one in the graph.
    let sums = graph.nodes.filter { $0.operation == "CumSum" }
    let entry = graph.nodes.first {
      $0.operation == "Conv" && $0.inputs.contains("m.dec_in.weight")
    }
    let split = graph.producer(of: "lh")
    let turned = split?.inputs.first.flatMap { graph.producer(of: $0) }
    guard sums.count == 1, let durations = sums.first?.inputs.first,
      let features = entry?.inputs.first, turned?.operation == "Transpose",
      let rows = turned?.inputs.first
    else {
      throw ModelError(
        .invalid, "hibari.onnx is not the voice this program knows: run ./repartee setup again")
    }
    return Names(durations: durations, features: features, rows: rows)
  }

  /// Plans a sentence.
  /// - Parameters:
  ///   - ids: symbols, with the padding at both ends.
  ///   - speed: above 1 is faster.
  func plan(
    ids: [Int64], speed: Float, token: CancellationToken
  ) throws(ModelError) -> Plan {
    let outputs = try planner.run(
      [
        "ids": OnnxTensor(ids, shape: [1, ids.count]), "speed": OnnxTensor([speed], shape: [1]),
      ], outputs: [names.durations, names.features, names.pitch], token: token)
    guard outputs.count == 3 else { throw Self.unexpected }
    let durations = try outputs[0].values(of: Int64.self).map { Int($0) }
    let plan = Plan(
      durations: durations, pitch: try outputs[2].values(of: Float.self),
      features: try outputs[1].values(of: Float.self))
    guard durations.count == ids.count, durations.allSatisfy({ (0...1_000).contains($0) }),
      plan.frames > 3, plan.frames <= mostFrames,
      plan.frames == durations.reduce(0, +) * VoiceShape.framesPerUnit,
      plan.features.count == VoiceShape.features * plan.frames
    else { throw Self.unexpected }
    return plan
  }

  private var mostFrames: Int { Self.mostFrames }

  /// Voices a stretch of a planned sentence.
  /// - Returns: `VoiceShape.frame` numbers for each frame of `frames`, frame after frame.
  func decode(
    _ plan: Plan, frames: Range<Int>, token: CancellationToken
  ) throws(ModelError) -> [Float] {
    let first = max(frames.lowerBound - Self.context, 0)
    let last = min(frames.upperBound + Self.context, plan.frames)
    let width = last - first
    let input = try OnnxTensor(of: Float.self, shape: [1, VoiceShape.features, width])
    try input.withValues(of: Float.self) { values in
      plan.features.withUnsafeBufferPointer { features in
        for row in 0..<VoiceShape.features {
          let start = row * plan.frames + first
          _ = values[(row * width)...].update(fromContentsOf: features[start..<start + width])
        }
      }
    }
    let outputs = try decoder.run(
      [names.features: input], outputs: [names.rows], token: token)
    guard let rows = outputs.first, rows.count == width * VoiceShape.frame else {
      throw Self.unexpected
    }
    let skipped = (frames.lowerBound - first) * VoiceShape.frame
    return try rows.withValues(of: Float.self) { values in
      Array(values[skipped..<skipped + frames.count * VoiceShape.frame])
    }
  }

  private static let unexpected = ModelError(
    .invalid, "the voice's network gave what it should not: run ./repartee setup again")
}
