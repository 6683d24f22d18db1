import ReparteeCore
import ReparteeTurn
import Testing

@testable import Repartee

/// Calls of chance, more than a million events of them: what has to hold in every call is checked after each event.
@Suite("Whatever happens in a call") struct PropertyTests {
  /// Calls of one manner, and events in each before it falls silent.
  static let calls = 900
  static let events = 1_500

  @Test(
    "it stays bounded, lets nothing old out, and remembers what was heard",
    arguments: PropertyManner.allCases)
  func everything(manner: PropertyManner) {
    var counts: [String: Int] = [:]
    var events = 0
    for index in 0..<Self.calls {
      let seed = UInt64(index) &+ Self.firstSeed
      var driver = PropertyDriver(seed: seed, manner)
      driver.run(events: Self.events)
      events += driver.steps.count
      counts.merge(driver.world.seen, uniquingKeysWith: +)
      if let violation = driver.world.violations.first {
        record(violation, seed: seed, manner, driver)
      }
    }
    #expect(events > 125_000, "eight manners are to be a million events: \(counts)")
  }

  private static let firstSeed: UInt64 = 1

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
