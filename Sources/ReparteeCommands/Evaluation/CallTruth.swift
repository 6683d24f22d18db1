internal import ReparteeCore
internal import Synchronization

/// What a scripted caller really says, and when: shared by the line that plays it and the recogniser that is in the know.
final class CallTruth: Sendable {
  /// Something that is said, in samples of the call at 16 kHz.
  struct Utterance: Sendable {
    var onset: Int
    var offset: Int
    var text: String
  }

  private struct State {
    var utterances: [Utterance] = []
    var position = 0
  }

  private let state = Mutex(State())

  func add(_ utterance: Utterance) {
    state.withLock { $0.utterances.append(utterance) }
  }

  /// The line has been heard up to this sample.
  func reach(_ position: Int) {
    state.withLock { $0.position = position }
  }

  var position: Int { state.withLock { $0.position } }

  /// What sounds, in part at least, in the newest `count` samples.
  func utterances(inLast count: Int) -> (heard: [Utterance], position: Int) {
    state.withLock { state in
      let from = state.position - count
      let heard = state.utterances.filter { $0.offset > from && $0.onset < state.position }
      return (heard, state.position)
    }
  }
}
