import Repartee
import ReparteeCommands
import ReparteeCore
import ReparteeTurn
import Testing

@Suite struct AgentFileTests {
  @Test("All that an agent is can be written in its file")
  func whole() throws {
    let agent = try AgentFile(name: "a.yaml").parse(
      """
      name: Desk
      instructions: You answer the phone.
      greeting: Good morning.
      voice: heart
      turn:
        minimum_wait_ms: 150
        interruptible: false
        threshold: 0.6
      """)
    #expect(agent.name == "Desk")
    #expect(agent.greeting == "Good morning.")
    #expect(agent.turn.minimumWait == .milliseconds(150))
    #expect(!agent.turn.interruptible)
    #expect(agent.turn.voice.threshold == 0.6)
  }

  @Test(
    "What is wrong is named, with its line",
    arguments: [
      ("instructions: x\ncolour: red\n", "a.yaml:2: unknown key 'colour'"),
      ("instructions: x\nturn:\n  patienc: 3\n", "a.yaml:3: unknown key 'patienc'"),
      ("instructions: x\nturn:\n  threshold: 3\n", "a.yaml:3: 'threshold' is from 0 to 1"),
      ("instructions: x\nturn:\n  minimum_wait_ms: soon\n", "'minimum_wait_ms' is in milliseconds"),
      ("instructions: x\nturn:\n  interruptible: perhaps\n", "'interruptible' is true or false"),
      ("name: x\n", "'instructions' is missing"),
      ("- a\n- b\n", "is a mapping"),
      ("", "is a mapping"),
      ("a: [1, 2\n", "not valid YAML"),
      ("instructions: [1]\n", "'instructions' is text"),
    ])
  func wrong(text: String, expected: String) {
    #expect {
      try AgentFile(name: "a.yaml").parse(text)
    } throws: { error in
      "\(error)".contains(expected) && !"\(error)".contains("\n")
    }
  }

  @Test("The agent that comes with the program can be read")
  func bundled() throws {
    let agent = try BundledAgent.receptionist()
    #expect(agent.instructions.contains("95 dollars"))
    #expect(!agent.greeting.isEmpty)
  }
}
