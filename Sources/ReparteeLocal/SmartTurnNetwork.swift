import Repartee
import ReparteeInference

/// The network behind Smart Turn, on worker threads. Shared by all streams.
final class SmartTurnNetwork: Sendable {
  /// What is answered when there is nothing to judge.
  static let undecided: Float = 0.5

  let session: OnnxSession
  private let workers: ModelWorkers

  init(_ session: OnnxSession, _ workers: ModelWorkers) throws(ModelError) {
    let takes = session.inputs.first { $0.name == "input_features" }
    guard takes?.element == .float32, takes?.shape.suffix(2) == [80, 800],
      session.outputs.contains(where: { $0.name == "logits" })
    else {
      throw ModelError(
        .invalid, "\(session.model.name) is another model than Smart Turn: run ./repartee setup")
    }
    self.session = session
    self.workers = workers
  }

  /// The probability, 0…1, that a turn ends where the window does.
  func probability(of window: SmartTurnWindow) async throws(ModelError) -> Float {
    try await workers.run { [self] token throws(ModelError) in
      try probability(token) { window.writeFeatures(to: &$0) }
    }
  }

  /// The same on the calling thread, for features that `write` writes.
  func probability(
    _ token: CancellationToken? = nil, _ write: (inout MutableSpan<Float>) -> Void
  ) throws(ModelError) -> Float {
    let input = try OnnxTensor(of: Float.self, shape: [1, 80, 800])
    try input.withValues(of: Float.self) { buffer in
      var features = buffer.mutableSpan
      write(&features)
    }
    let output = try session.run(["input_features": input], outputs: ["logits"], token: token)
    // Named logits, but a probability already.
    let probability = try output.first?.values(of: Float.self).first ?? .nan
    guard (0...1).contains(probability) else {
      throw ModelError(.failed, "\(session.model.name) gave \(probability) for a probability")
    }
    return probability
  }
}
