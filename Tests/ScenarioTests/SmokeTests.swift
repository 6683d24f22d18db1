import Repartee
import ReparteeCore
import ReparteeTesting
import Testing

@Test func smoke() async throws {
  let agent = Agent("Test", instructions: "", greeting: "Maple Street, good morning.")
  let scenario = Scenario(
    agent,
    caller: [
      .say("What time do you open?", .afterAgentStops(.milliseconds(400))),
      .say("mm-hmm", .afterAgentSays("from", .milliseconds(50))),
      .noise(.cough, .afterAgentSays("six", .milliseconds(50))),
      .say("Stop, what about Sunday?", .afterAgentSays("weekday", .milliseconds(50))),
    ]
  ) { request in
    request.messages.last?.text.contains("Sunday") == true
      ? "Closed."
      : "We are open from eight to six on every weekday, and from nine to noon on Saturday."
  }
  let record = try await scenario.run()
  print(record.timeline)
}
