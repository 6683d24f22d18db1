import Repartee
import ReparteeLocal

let desk = Agent(
  "Front desk", instructions: "You answer the phone of Maple Street Dental, open 8 to 6.",
  greeting: "Maple Street Dental, good morning.", clauses: [NumberGuardProcessor()])
let models = try await LocalModels.load()
let driver = RealTimeDriver(agent: desk, models: models, on: SessionLoop()) { event, _ in
  if case .turn(let turn) = event { print(turn.agent.heard) }
}
let question = "What time do you open?"
try await driver.run(SpokenCaller(question, voice: models.speech))
