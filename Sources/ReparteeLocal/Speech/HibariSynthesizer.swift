public import Repartee
public import ReparteeCore
public import ReparteeInference
import Synchronization

/// Speaks English with the Hibari network, on the processor, more than fifty times faster than it is heard.
///
/// Text may carry readings of its own: `[word](/phonemes/)`. One object serves all sessions; calls may overlap and
/// take turns on the workers, ten to twenty milliseconds each, so that a long text delays nobody's first word. The
/// same request sounds the same every time.
public final class HibariSynthesizer: SpeechSynthesizer {
  /// How the voice sounds, beside what a request says.
  public struct Configuration: Sendable {
    /// 1 is the network's own loudness, about -27 dB; the default is 4 dB more. It never clips.
    public var gain: Float = 1.6
    /// Of the breath noise in the voice.
    public var seed: UInt64 = 1
    /// Readings that win over every other: from a word in any case to its phonemes.
    public var lexicon: [String: String] = [:]
    public init() {}
  }

  public let model: ModelDescription
  public let rate: SampleRate
  let voice: HibariVoice
  let workers: ModelWorkers

  /// Loads the voice: about half a second of computing. Call it once for the process.
  /// - Parameters:
  ///   - home: where `./repartee setup` has put the models.
  ///   - workers: the threads it runs on.
  /// - Throws: `.missing` when it is not installed, `.invalid` when a file is not what it should be.
  public init(
    home: ModelHome = .standard, workers: ModelWorkers, configuration: Configuration = .init()
  ) throws(ModelError) {
    var manner = SentenceVoice.Manner()
    manner.gain = configuration.gain.isFinite ? configuration.gain : 1
    manner.seed = configuration.seed
    voice = try HibariVoice(
      home: home, speller: HibariSpeller(home: home), lexicon: UserLexicon(configuration.lexicon),
      manner: manner)
    model = voice.model
    rate = .hz24000
    self.workers = workers
  }

  /// Speaks one clause; blocks of up to 200 ms, the first one after a few frames.
  /// - Throws: `.cancelled`, within one step of the network; `.unsupported` when the request names another voice.
  public func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    guard HibariVoice.names.contains(request.voice) else {
      throw ModelError(
        .unsupported, "there is no voice \(request.voice): the local voice is heart")
    }
    let run = SharedRun(SpeechRun(request, voice: voice))
    while true {
      let blocks = try await workers.run { token throws(ModelError) in try run.advance(token) }
      if blocks.isEmpty { return }
      for block in blocks {
        if Task.isCancelled { throw ModelError(.cancelled, "the request was cancelled") }
        emit(block)
      }
    }
  }
}

/// A request between the worker that makes its sound and the task that waits for it. They never meet in it.
private final class SharedRun: Sendable {
  private let run: Mutex<SpeechRun>

  init(_ run: SpeechRun) { self.run = Mutex(run) }

  func advance(_ token: CancellationToken) throws(ModelError) -> [SpeechBlock] {
    try run.withLock { run throws(ModelError) in try run.advance(token) }
  }
}
