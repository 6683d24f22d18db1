/// What was said, as both sides heard it.
///
/// The agent's messages hold what the caller heard, never what was merely generated.
public struct Conversation: Sendable, Equatable {
  public private(set) var messages: [Message] = []

  /// What is kept of it at most, in bytes: two hours of talk; a day of it takes no more.
  public static let longest = 131_072
  /// The same of one message.
  static let longestMessage = longest / 4

  public init() {}

  /// Forgets the oldest half when there is too much.
  private mutating func shorten() {
    if let last = messages.last, last.text.utf8.count > Self.longestMessage {
      let end = last.text.utf8.suffix(Self.longestMessage / 2)
      messages[messages.count - 1].text = String(decoding: end, as: UTF8.self)
    }
    var size = messages.reduce(0) { $0 + $1.text.utf8.count }
    guard size > Self.longest else { return }
    let count = messages.prefix { message in
      defer { size -= message.text.utf8.count }
      return size > Self.longest / 2
    }.count
    messages.removeFirst(min(count, messages.count - 1))
  }

  /// The caller's words, joined to the ones before when no answer came between.
  public mutating func append(caller text: String) {
    if let last = messages.last, last.role == .user {
      messages[messages.count - 1].text = last.text + " " + text
    } else {
      messages.append(Message(.user, text))
    }
    shorten()
  }

  /// What of a reply was heard; nothing heard leaves no message.
  public mutating func append(agent heard: String) {
    if !heard.isEmpty { messages.append(Message(.assistant, heard)) }
    shorten()
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
