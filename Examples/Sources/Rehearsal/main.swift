import Repartee
import ReparteeCore
import ReparteeTesting

let desk = Agent(
  "Front desk", instructions: "You answer for Maple Street Dental.",
  greeting: "Maple Street Dental, good morning.")

let scenario = Scenario(
  desk,
  caller: [
    .say("What time do you open?", .afterAgentStops(.milliseconds(500))),
    .say("mm-hmm", .afterAgentSays("eight", .milliseconds(100))),
    .noise(.cough, .afterAgentSays("weekday,", .milliseconds(100))),
    .say("And on Sunday?", .afterAgentStops(.milliseconds(600))),
  ]
) { request in
  request.messages.last?.text.contains("Sunday") == true
    ? "We are closed on Sunday."
    : "We are open from eight to six on every weekday, and until noon on Saturday."
}

let call = try await scenario.run()
try call.expectReply(within: .milliseconds(300), to: "What time do you open?")
try call.expectResumed(within: .milliseconds(500), losing: .zero, after: "mm-hmm")
try call.expectResumed(within: .milliseconds(500), losing: .zero, after: "cough")
try call.expectHeard("until noon on Saturday")
try call.expectReply(within: .milliseconds(300), to: "And on Sunday?")
print(call.timeline)
