import ReparteeCore

@testable import Repartee

/// One thing that happens to a call. A list of them can be played again, and played with parts left out.
struct PropertyStep {
  enum Kind {
    case input(SessionInput)
    /// Audio of this epoch comes from the synthesiser.
    case speech(CallID, Epoch, samples: Int, words: [SpokenWord])
    /// A block goes out: what is in it, the gate says.
    case block
  }

  var time: MediaTime
  var kind: Kind
}

extension PropertyStep: CustomStringConvertible {
  var description: String {
    switch kind {
    case .input(let input): "\(time.milliseconds) \(input)"
    case .speech(let call, let epoch, let samples, let words):
      "\(time.milliseconds) speech #\(call.value) epoch \(epoch.value) \(samples) samples "
        + words.map { "\($0.samples)" }.joined(separator: " ")
    case .block: "\(time.milliseconds) block"
    }
  }
}

/// What has to hold in every call, whatever happens.
enum Property: String, CaseIterable {
  case comesBack =
    "no state waits for longer than it was set to, and silence leads back to listening or the end"
  case holdsNothing =
    "the agent's voice is held only while a sound over it is judged, and not for long"
  case oldEpochs = "nothing leaves but audio of the newest epoch, and only when it was committed"
  case heard = "the conversation holds of the agent exactly the words that were heard"
  case caller = "what the caller said is in the conversation once, and is not lost"
  case bounded = "the work under way is bounded"
  case same = "the same inputs give the same actions, also from a journal"
}

struct Violation {
  var property: Property
  var time: MediaTime
  var text: String
}

extension SessionAction {
  /// What it is, without its values.
  var name: String {
    switch self {
    case .recognize(_, _, _, let effort): effort == .final ? "final" : "partial"
    case .cancel: "cancel"
    case .beginTurn: "begin-turn"
    case .askTurn: "ask-turn"
    case .generate: "generate"
    case .synthesize: "synthesize"
    case .murmur: "murmur"
    case .openGate: "open-gate"
    case .advance: "advance"
    case .pause: "pause"
    case .duck: "duck"
    case .resume: "resume"
    case .emit: "event"
    case .end(let reason): "end-" + reason.rawValue
    }
  }
}
