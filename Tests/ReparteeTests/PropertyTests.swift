import ReparteeCore
import ReparteeTurn
import Testing

@testable import Repartee

/// Calls of chance, more than a million events of them: what has to hold in every call is checked after each event.
/// The numbers of chance are the same in every run; a failure says which call it was and what happened in it.
@Suite("Whatever happens in a call") struct PropertyTests {
  /// Calls of one manner.
  static let calls: UInt64 = 200
  static let first: UInt64 = 1

  @Test(
    "it waits for nothing for ever, holds nothing for long, lets nothing old out and remembers what was heard",
    arguments: PropertyManner.allCases)
  func everything(manner: PropertyManner) {
    var seen: [String: Int] = [:]
    var events = 0
    for seed in Self.first..<(Self.first + Self.calls) {
      var driver = PropertyDriver(seed: seed, manner)
      driver.run(events: [300, 1_000, 2_000, 4_000][Int(seed % 4)])
      events += driver.steps.count
      seen.merge(driver.world.seen, uniquingKeysWith: +)
      for violation in driver.world.violations.prefix(1) {
        record(violation, seed: seed, manner, driver)
      }
    }
    #expect(events >= 200_000, "eight manners are more than a million events")
    let missing = Self.everything.filter { seen[$0] == nil }
    #expect(missing.isEmpty, "nothing of this happened: \(missing)")
  }

  /// What the calls of each manner must reach, so that the checks are of something.
  private static let everything = [
    "listening", "callerSpeaking", "deciding", "thinking", "agentSpeaking", "overlap", "pause",
    "duck", "resume", "advance", "open-gate", "murmur", "partial", "final", "ask-turn", "cancel",
    "end-callerGone", "end-caller_silent", "words", "no_words", "weak", "ended", "length",
  ]

  @Test("a fault in what is done with the decisions is noticed", arguments: faults)
  func noticed(fault: PropertyWorld.Sabotage, properties: Set<Property>) {
    for seed in 1...Self.calls {
      var driver = PropertyDriver(seed: seed, .interrupting, sabotage: fault)
      driver.run(events: 2_000)
      guard let violation = driver.world.violations.first else { continue }
      #expect(properties.contains(violation.property), "\(violation.text)")
      return
    }
    Issue.record("nobody noticed")
  }

  static let faults: [(PropertyWorld.Sabotage, Set<Property>)] = [
    (.gateKeepsOldAudio, [.oldEpochs, .holdsNothing]), (.gateStaysPaused, [.holdsNothing]),
    (.gateOpensEarly, [.oldEpochs]), (.blocksAreCountedTwice, [.heard]),
    (.timeStandsStill, [.holdsNothing, .comesBack]), (.nothingIsCancelled, [.bounded]),
    (.conversationForgets, [.heard, .caller]),
  ]

  @Test("a journal brings back the same inputs, and they the same decisions")
  func journalled() throws {
    for (seed, manner) in PropertyManner.allCases.enumerated() {
      var driver = PropertyDriver(seed: UInt64(seed), manner)
      driver.keep()
      driver.run(events: 8_000)
      let setup = driver.world.setup
      let written = JournalHeader(
        agent: setup.agent, abilities: setup.abilities, frame: .milliseconds(32))
      let header = try #require(JournalHeader(written.encoded()))
      #expect(header == written)
      var machine = SessionMachine(
        agent: header.agent([]), abilities: header.abilities, frame: header.frame)
      for (input, time, actions) in driver.world.kept {
        let read = try Self.journalled(input)
        guard machine.handle(read, at: time) != actions else { continue }
        Issue.record("\(Property.same.rawValue): \(manner), at \(time), \(input)")
        break
      }
    }
  }

  /// The input, written and read again.
  private static func journalled(_ input: SessionInput) throws -> SessionInput {
    var writer = ByteWriter()
    input.encode(into: &writer)
    var reader = ByteReader(writer.bytes)
    let read = try #require(SessionInput(from: &reader))
    // Numbers that are none are not equal to themselves; their bytes are.
    var again = ByteWriter()
    read.encode(into: &again)
    #expect(again.bytes == writer.bytes && reader.remaining == 0)
    return read
  }

  private func record(
    _ violation: Violation, seed: UInt64, _ manner: PropertyManner, _ driver: PropertyDriver
  ) {
    var shrinker = PropertyShrinker(setup: driver.world.setup, property: violation.property)
    let steps = shrinker.shrink(driver.steps)
    let timeline = shrinker.timeline(of: steps).suffix(60).joined(separator: "\n")
    Issue.record(
      """
      Not so: \(violation.property.rawValue). \(violation.text) at \(violation.time)
      seed \(seed), \(manner.rawValue), \(steps.count) of \(driver.steps.count) events:
      \(driver.world.setup)
      \(timeline)
      """)
  }
}
