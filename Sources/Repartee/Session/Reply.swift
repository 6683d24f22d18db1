import ReparteeAudio
import ReparteeCore
import ReparteeTurn

/// A reply in the making: from its first token to its last heard word.
struct Reply: Sendable {
  let epoch: Epoch
  /// Nil once the language model is done, or where there is none (a greeting).
  var generating: CallID?
  /// The clause that is being spoken to audio.
  var synthesizing: CallID?
  var waiting: [String] = []
  var splitter = ClauseSplitter()
  /// Clauses of a reply that is not committed: nobody is told of what may never be said.
  var unannounced: [String] = []
  var generated = ""
  var tokens = 0
  var spoken = ""
  var ledger = PlayoutLedger()
  /// Whether it may be heard.
  var isCommitted = false
  var isPaused = false
  /// Why the agent speaks.
  var purpose = Purpose.answer
  /// When its first and last sound left.
  var start: MediaTime?
  var end: MediaTime?
  var stages = TurnStages()
  var caller: TurnReport.CallerPart?
  var waste = TurnReport.Waste()

  enum Purpose: Sendable { case answer, greeting, reprompt, goodbye }

  /// A language model that writes more than this, in bytes, does not know where to stop: 20 minutes of speech.
  static let longestText = 16_384
  /// The most pieces, however small, the empty ones too.
  static let mostPieces = 8_192
  /// The most samples of a reply: five minutes at 48 kHz.
  static let longestSpeech = 14_400_000

  var isTooLong: Bool { generated.utf8.count > Self.longestText || tokens > Self.mostPieces }

  /// Whether no more audio will come.
  var isComplete: Bool { generating == nil && synthesizing == nil && waiting.isEmpty }

  func report(heard: String, interrupted: Bool, at now: MediaTime) -> TurnReport {
    TurnReport(
      caller: caller,
      agent: .init(
        start: start ?? now, end: end ?? now, generated: generated, heard: heard,
        interrupted: interrupted),
      stages: stages, waste: waste)
  }
}

extension TurnReport.Waste {
  /// Counts a reply that nobody heard.
  mutating func add(_ reply: Reply) {
    replies += 1
    tokens += reply.tokens
    samples += reply.ledger.made
  }

  static func += (a: inout Self, b: Self) {
    a.replies += b.replies
    a.tokens += b.tokens
    a.samples += b.samples
  }
}

/// What the caller has said in the open turn.
struct CallerTurn: Sendable {
  /// When the turn's first sound was; nil when there is no open turn.
  var start: MediaTime?
  /// From where audio is transcribed.
  var segmentStart = MediaTime.zero
  var end = MediaTime.zero
  /// The words of segments that are not transcribed again.
  var locked = ""
  /// The words of the newest segment.
  var newest = ""
  var partial: CallID?
  var draft: CallID?
  var final: CallID?
  var ask: CallID?
  var stages = TurnStages()
  var waste = TurnReport.Waste()

  var text: String { text(with: newest) }

  /// All of the turn, with these words as its newest.
  func text(with words: String) -> String { TurnMachine.join(locked, words) }
}
