import Testing

@testable import Repartee

@Suite struct ConversationLengthTests {
  @Test("A conversation of any length takes bounded memory, and its end is kept")
  func bounded() {
    var conversation = Conversation()
    for number in 0..<10_000 {
      conversation.append(caller: "Question \(number), " + String(repeating: "x", count: 90))
      conversation.append(agent: "Answer \(number).")
    }
    let size = conversation.messages.reduce(0) { $0 + $1.text.utf8.count }
    #expect(size > Conversation.longest / 3 && size <= Conversation.longest)
    #expect(conversation.messages.last?.text == "Answer 9999.")
  }

  @Test("What a caller says without an answer is bounded, too")
  func unanswered() {
    var conversation = Conversation()
    for number in 0..<10_000 { conversation.append(caller: "Question \(number)") }
    #expect(conversation.messages.count == 1)
    let text = conversation.messages[0].text
    #expect(text.utf8.count <= Conversation.longestMessage && text.hasSuffix("Question 9999"))
    conversation.reopen(caller: "Question 9999")
    #expect(conversation.messages[0].text.hasSuffix("Question 9998"))
  }
}
