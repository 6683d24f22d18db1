import Repartee
import Testing

@Suite("A conversation holds what both sides heard")
struct ConversationTests {
  @Test("words of the caller with no answer between them are one message")
  func joined() {
    var conversation = Conversation()
    conversation.append(caller: "I would like")
    conversation.append(caller: "an appointment")
    #expect(conversation.messages == [Message(.user, "I would like an appointment")])
  }

  @Test("a reply of which nothing was heard leaves no message")
  func unheard() {
    var conversation = Conversation()
    conversation.append(caller: "hello")
    conversation.append(agent: "")
    conversation.append(caller: "are you there?")
    #expect(conversation.messages == [Message(.user, "hello are you there?")])
  }

  @Test("sides take turns")
  func sides() {
    var conversation = Conversation()
    conversation.append(caller: "hello")
    conversation.append(agent: "good morning")
    conversation.append(caller: "bye")
    #expect(conversation.messages.map(\.role) == [.user, .assistant, .user])
  }

  @Test("the caller's newest words can be taken back, the agent's cannot")
  func reopened() {
    var conversation = Conversation()
    conversation.reopen(caller: "hello")
    conversation.append(caller: "hello")
    conversation.reopen(caller: "hello")
    #expect(conversation.messages.isEmpty)
    conversation.append(agent: "good morning")
    conversation.reopen(caller: "good morning")
    #expect(conversation.messages.count == 1)
  }

  @Test("what was said in an earlier turn without an answer stays when the newest words go")
  func reopenedPart() {
    var conversation = Conversation()
    conversation.append(caller: "hello")
    conversation.append(caller: "are you there")
    conversation.reopen(caller: "are you there")
    #expect(conversation.messages.map(\.text) == ["hello"])
  }
}
