import Repartee
import ReparteeLocal

let desk = Agent(
  "Front desk", instructions: "You answer for Maple Street Dental. Open every day from 8 to 6.",
  greeting: "Maple Street Dental, good morning.", clauses: [NumberGuardProcessor()])
let models = try await LocalModels.load()
let caller = try await SpokenCaller("What time do you open?", voice: models.speech)
let call = CallParts(endpoint: caller) { event, _ in
  if case .turn(let turn) = event { print(turn.agent.heard) }
}
try await RealTimeDriver(agent: desk, models: models, on: SessionLoop(), parts: call).run()
