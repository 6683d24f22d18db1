public import Repartee
public import ReparteeCore

/// What happened in a call: what both sides heard, what the session said of it, what the models were asked.
public struct CallRecord: Sendable {
  /// Something that a session told its observer.
  public struct Entry: Sendable {
    public var time: MediaTime
    public var event: SessionEvent
  }

  public let events: [Entry]
  /// What the caller did, oldest first.
  public let said: [ScriptedCaller.Said]
  /// What was in the script and did not come to pass: its moment never came.
  public let unsaid: [CallerStep]
  /// The agent's words as they reached the caller's ear, oldest first.
  public let agentWords: [AgentWord]
  /// When the agent was audible.
  public let agentSpans: [AgentSpan]
  /// What the language model was asked.
  public let requests: [LanguageRequest]
  /// What the synthesiser was asked to speak.
  public let clauses: [String]
  /// How often the recogniser was asked.
  public let transcripts: (partial: Int, final: Int)
  /// How often the turn detector was asked.
  public let turnQuestions: Int
  /// What both sides sent.
  public let recording: CallRecording
  /// For `Replay`.
  public let journal: [UInt8]
  /// False: the call had not ended when it was given up.
  public let isComplete: Bool

  init(
    events: [Entry], caller: ScriptedCaller, cast: ScenarioCast, journal: [UInt8],
    isComplete: Bool
  ) {
    self.events = events
    said = caller.said
    unsaid = caller.unsaid
    agentWords = caller.agentWords
    agentSpans = caller.agentSpans
    requests = cast.language.requests
    clauses = cast.speech.texts
    transcripts = cast.recognizer.calls
    turnQuestions = cast.turn?.questions ?? 0
    recording = caller.recording ?? CallRecording()
    self.journal = journal
    self.isComplete = isComplete
  }

  /// The reports of turns, in order.
  public var turns: [TurnReport] {
    events.compactMap { if case .turn(let report) = $0.event { report } else { nil } }
  }

  /// How long the call lasted.
  public var length: MediaTime { .samples(recording.caller.count, at: .hz16000) }
}

/// A reply as it reached the caller's ear: what was audible from its first sound to its last.
public struct HeardReply: Sendable {
  /// Its stretches, with what was left out or paused between them.
  public var spans: [AgentSpan]
  public var words: [AgentWord]
  public var start: MediaTime { spans.first?.start ?? .zero }
  public var end: MediaTime { spans.last?.end ?? .zero }
  /// The words that were heard to their middle at least.
  public var text: String { words.filter { $0.share >= 0.5 }.map(\.text).joined(separator: " ") }
}

extension CallRecord {
  /// The agent's replies as they were heard, the greeting among them, oldest first.
  public var replies: [HeardReply] {
    var replies: [HeardReply] = []
    for span in agentSpans {
      switch span.part {
      case .beginning: replies.append(HeardReply(spans: [span], words: []))
      case .continuation where !replies.isEmpty: replies[replies.count - 1].spans.append(span)
      case .continuation, .aside: break
      }
    }
    for word in agentWords {
      let owner = replies.lastIndex { reply in
        reply.spans.contains { $0.start <= word.start && word.start < $0.end }
      }
      if let owner { replies[owner].words.append(word) }
    }
    return replies
  }
}
