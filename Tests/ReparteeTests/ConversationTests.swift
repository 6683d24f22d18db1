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
    #expect(conversation.reopenCaller() == nil)
    conversation.append(caller: "hello")
    #expect(conversation.reopenCaller() == "hello")
    #expect(conversation.messages.isEmpty)
    conversation.append(agent: "good morning")
    #expect(conversation.reopenCaller() == nil)
    #expect(conversation.messages.count == 1)
  }
}
