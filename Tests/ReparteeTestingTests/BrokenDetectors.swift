import Repartee
import Synchronization

/// A voice detector that breaks one promise.
struct BrokenVoiceDetector: VoiceDetector {
  enum Flaw: CaseIterable {
    case hearsSilence, outOfRange, anySize, notFinite, poisoned, sharedState, deafReset, nameless
  }

  let flaw: Flaw
  let hop = 512
  private let shared = Memory()

  init(_ flaw: Flaw) { self.flaw = flaw }

  var model: ModelDescription { ModelDescription(name: flaw == .nameless ? "" : "broken") }

  func makeStream() -> any VoiceStream {
    BrokenVoiceStream(flaw, flaw == .sharedState ? shared : Memory())
  }
}

/// The loudest sample so far.
final class Memory: Sendable {
  let loudest = Mutex<Float>(0)
}

final class BrokenVoiceStream: VoiceStream {
  private let flaw: BrokenVoiceDetector.Flaw
  private let memory: Memory

  init(_ flaw: BrokenVoiceDetector.Flaw, _ memory: Memory) {
    self.flaw = flaw
    self.memory = memory
  }

  func process(_ frame: Span<Float>) -> Float {
    if frame.count != 512, flaw != .anySize { return 0 }
    var loudest: Float = 0
    for index in frame.indices {
      let level = abs(frame[index])
      if !level.isFinite, flaw == .poisoned { memory.loudest.withLock { $0 = .nan } }
      if !level.isFinite, flaw != .notFinite { return 0 }
      loudest = max(loudest, level)
    }
    if flaw == .hearsSilence { return 0.9 }
    if flaw == .outOfRange { return loudest }
    if !loudest.isFinite { return 1 }
    return memory.loudest.withLock { kept in
      kept = kept.isNaN ? .nan : max(kept * 0.9, loudest)
      return kept / (1 + kept)
    }
  }

  func reset() {
    if flaw != .deafReset { memory.loudest.withLock { $0 = 0 } }
  }
}

/// A turn detector that breaks one promise.
struct BrokenTurnDetector: TurnDetector {
  enum Flaw: CaseIterable {
    case outOfRange, ignoresCancellation, failsUnheard, notFinite, sharedState, lateQuestion
    case countsPieces, nameless
  }

  let flaw: Flaw
  private let shared = Heard()

  init(_ flaw: Flaw) { self.flaw = flaw }

  var model: ModelDescription { ModelDescription(name: flaw == .nameless ? "" : "broken") }

  func makeStream() -> any TurnStream {
    BrokenTurnStream(flaw, flaw == .sharedState ? shared : Heard())
  }
}

/// What a stream has heard.
final class Heard: Sendable {
  struct State: Sendable {
    /// The mean of the newest thousand samples or so.
    var level: Float = 0
    var count = 0
    var pieces = 0
  }
  let state = Mutex(State())
}

final class BrokenTurnStream: TurnStream {
  private let flaw: BrokenTurnDetector.Flaw
  private let heard: Heard

  init(_ flaw: BrokenTurnDetector.Flaw, _ heard: Heard) {
    self.flaw = flaw
    self.heard = heard
  }

  func append(_ samples: Span<Float>) {
    for index in samples.indices {
      let level = abs(samples[index])
      guard level.isFinite || flaw == .notFinite else { continue }
      heard.state.withLock {
        $0.level += ((level > 1 ? 1 : level) - $0.level) / 1_000
        $0.count += 1
      }
    }
    heard.state.withLock { $0.pieces += 1 }
  }

  func beginTurn(lead: Int) {}

  func question() -> TurnQuestion {
    let now = heard.state.withLock { $0 }
    return TurnQuestion { [flaw, heard] () throws(ModelError) in
      if Task.isCancelled, flaw != .ignoresCancellation {
        throw ModelError(.cancelled, "Cancelled.")
      }
      let state = flaw == .lateQuestion ? heard.state.withLock { $0 } : now
      if flaw == .failsUnheard, state.count == 0 { throw ModelError(.failed, "Nothing heard.") }
      if flaw == .outOfRange { return 1.5 }
      if flaw == .countsPieces { return 1 / Float(1 + state.pieces) }
      return state.level
    }
  }
}
