import Repartee
import ReparteeCore
import ReparteeTesting
import Synchronization

/// Where model calls wait that no cancellation reaches, as on a thread that hangs in native code.
final class Jam: Sendable {
  private struct State {
    var isFree = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var arrivals = AsyncStream<Void>.makeStream()
  }

  private let state = Mutex(State())
  var count: Int { state.withLock { $0.waiting.count } }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if !state.isFree { state.waiting.append(continuation) }
        state.arrivals.continuation.yield()
        return state.isFree
      }
      if isFree { continuation.resume() }
    }
  }

  /// Has something for each call that comes to wait from now on.
  func arrivals() -> AsyncStream<Void> {
    state.withLock { state in
      state.arrivals = AsyncStream.makeStream()
      return state.arrivals.stream
    }
  }

  /// Lets all go, those to come too.
  func free() {
    let waiting = state.withLock { state in
      state.isFree = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

/// A language model that hangs.
struct StuckLanguageModel: LanguageModel {
  let model = ModelDescription(name: "stuck")
  let jam: Jam

  func prepare(instructions: String) async throws(ModelError) {}

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    await jam.wait()
    emit("Too late.")
    return LanguageUsage(promptTokens: 0, cachedTokens: 0, generatedTokens: 1, ending: .finished)
  }
}

/// A recogniser that hangs.
struct StuckRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "stuck")]
  let jam: Jam

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    await jam.wait()
    return Transcript(text: "Too late.")
  }
}

/// A synthesiser that hangs.
struct StuckSynthesizer: SpeechSynthesizer {
  let model = ModelDescription(name: "stuck")
  let rate = SampleRate.hz24000
  let jam: Jam

  func synthesize(
    _ request: SpeechRequest, emit: @escaping @Sendable (SpeechBlock) -> Void
  ) async throws(ModelError) {
    await jam.wait()
    emit(SpeechBlock(samples: [0.5]))
  }
}

/// Counts model calls that have begun and not returned.
final class CountedLanguageModel: LanguageModel {
  let model = ModelDescription(name: "counted")
  private let inner = FakeLanguageModel { _ in "Yes." }
  private let running = Atomic(0)
  var count: Int { running.load(ordering: .relaxed) }

  func prepare(instructions: String) async throws(ModelError) {}

  func generate(
    _ request: LanguageRequest, emit: @escaping @Sendable (String) -> Void
  ) async throws(ModelError) -> LanguageUsage {
    running.add(1, ordering: .relaxed)
    defer { running.subtract(1, ordering: .relaxed) }
    return try await inner.generate(request, emit: emit)
  }
}
