internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports
internal import Synchronization

/// A call as the interface shows it, while it runs and for some time after.
final class CallEntry: Sendable {
  enum Transport: String, Sendable, Codable { case websocket, webrtc }

  /// Cannot be guessed: whoever knows it may follow the call.
  let id: String
  let number: SessionID
  let agent: String
  let transport: Transport
  /// For people; a clock that is set while the call runs changes no length.
  private let began = Date()
  private let start = ContinuousClock.now
  let events = EventLog()
  let journalPath: String
  let recordingPath: String

  private struct State {
    var messages = CallMessages()
    var commands = CommandBox()
    var turns = 0
    var end: String?
    var length: Duration?
  }

  private let state = Mutex(State())

  init(number: SessionID, agent: String, transport: Transport, folder: String) {
    id = Self.makeID()
    self.number = number
    self.agent = agent
    self.transport = transport
    journalPath = "\(folder)/\(id).journal"
    recordingPath = "\(folder)/\(id).wav"
  }

  private static func makeID() -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<26).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
    return String(decoding: bytes, as: UTF8.self)
  }

  func begin(_ driver: RealTimeDriver) {
    state.withLock { $0.commands.open(driver) }
  }

  /// Tells the call something, or will when it begins. Nothing happens after it ended.
  func send(_ command: CallCommand) {
    state.withLock { $0.commands.send(command) }
  }

  /// Keeps what happened.
  /// - Returns: the texts that tell of it. They are made once, for the log and for the client.
  func note(_ event: SessionEvent, at now: MediaTime) -> [String] {
    let texts = state.withLock { state in
      if case .turn = event { state.turns += 1 }
      return state.messages.messages(for: event, at: now)
    }
    let kind: EventLog.Kind =
      switch event {
      case .callerPartial: .callerDraft
      case .agentHeard: .agentDraft
      default: .lasting
      }
    for text in texts { events.add(text, kind) }
    return texts
  }

  /// - Parameter reason: lower case with underscores.
  func finish(_ reason: String) {
    state.withLock { state in
      state.commands.close()
      state.end = reason
      state.length = start.duration(to: .now)
    }
    events.add(CallMessages.end(reason: reason))
    events.close()
  }

  /// Commands that wait for the call to begin.
  var earlyCount: Int { state.withLock { $0.commands.early.count } }
  var isRunning: Bool { state.withLock { $0.end == nil } }

  var summary: CallSummary {
    state.withLock { state in
      CallSummary(
        id: id, agent: agent, transport: transport.rawValue,
        state: state.end == nil ? "active" : "ended", began: Self.text(began),
        durationMilliseconds: Int((state.length ?? start.duration(to: .now)) / .milliseconds(1)),
        turns: state.turns, reason: state.end)
    }
  }

  private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

/// What `/v1/sessions` says of a call.
struct CallSummary: Codable, Sendable, Equatable {
  private enum CodingKeys: String, CodingKey {
    case id, agent, transport, state, began, turns, reason
    case durationMilliseconds = "duration_ms"
  }

  var id: String
  var agent: String
  var transport: String
  /// `active` or `ended`.
  var state: String
  /// When it began, ISO 8601.
  var began: String
  var durationMilliseconds: Int
  /// Replies so far, greetings among them.
  var turns: Int
  /// Why it ended.
  var reason: String?
}
