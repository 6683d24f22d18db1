/// What was said, as both sides heard it.
///
/// The agent's messages hold what the caller heard, never what was merely generated.
public struct Conversation: Sendable, Equatable {
  public private(set) var messages: [Message] = []

  public init() {}

  /// The caller's words, joined to the ones before when no answer came between.
  public mutating func append(caller text: String) {
    if let last = messages.last, last.role == .user {
      messages[messages.count - 1].text = last.text + " " + text
    } else {
      messages.append(Message(.user, text))
    }
  }

  /// What of a reply was heard; nothing heard leaves no message.
  public mutating func append(agent heard: String) {
    if !heard.isEmpty { messages.append(Message(.assistant, heard)) }
  }

  /// Takes the newest caller words back: they were not all of the turn. What was said in turns before them stays.
  public mutating func reopen(caller text: String) {
    guard !text.isEmpty, let last = messages.last, last.role == .user else { return }
    if last.text == text {
      messages.removeLast()
    } else if last.text.hasSuffix(" " + text) {
      messages[messages.count - 1].text.removeLast(text.count + 1)
    }
  }
}
