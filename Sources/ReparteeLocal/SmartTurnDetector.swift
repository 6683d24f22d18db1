public import Repartee
public import ReparteeInference

/// Smart Turn v3.2: hears from the last 8 s of a turn whether it is over.
public struct SmartTurnDetector: TurnDetector {
  public var model: ModelDescription { network.session.model }
  let network: SmartTurnNetwork

  /// Loads the network.
  /// - Parameters:
  ///   - home: where it is installed.
  ///   - workers: the threads to run it on; two of its own unless given.
  /// - Throws: `.missing` when it is not installed, `.invalid` when the file is another model.
  public init(
    home: ModelHome = .standard, workers: ModelWorkers? = nil
  ) throws(ModelError) {
    var options = OnnxSession.Options()
    // Saturating products change its mind: 0.61 for 0.10 on a rising tone.
    options.exactProducts = true
    let session = try OnnxSession(
      path: home.file("models/smart-turn/smart-turn-v3.2-cpu.onnx"), options: options)
    network = try SmartTurnNetwork(session, workers ?? ModelWorkers(name: "turn", threads: 2))
  }

  /// The probability, 0…1, that the speech of a recording ends with a finished turn.
  ///
  /// Slower than a stream by 5 ms, and the same as the authors' own to the last digit or nearly so.
  /// - Parameter recording: 16 kHz mono, of any length; the last 8 s count. Silence gives 0.5.
  /// - Throws: `.cancelled` when the task is; `.failed` when the network does.
  public func probability(ofRecording recording: [Float]) async throws(ModelError) -> Float {
    let window = SmartTurnWindow(recording: recording)
    return window.isSilent ? SmartTurnNetwork.undecided : try await network.probability(of: window)
  }

  public func makeStream() -> any TurnStream { SmartTurnStream(network) }
}
