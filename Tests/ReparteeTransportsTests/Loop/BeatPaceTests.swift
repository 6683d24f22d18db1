import Testing

@testable import ReparteeTransports

@Suite("How many beats a call gets") struct BeatPaceTests {
  @Test("One for each that is due, when the loop is in time")
  func inTime() {
    var pace = BeatPace()
    #expect([0, 1, 1, 1, 2, 3, 3].map { pace.beats(of: $0) } == [0, 1, 0, 0, 1, 1, 0])
  }

  @Test("After a stall one first, and the others once the loop has read")
  func stalled() {
    var pace = BeatPace()
    #expect([1, 8, 8, 8, 9].map { pace.beats(of: $0) } == [1, 1, 6, 0, 1])
  }

  @Test("Of a stall of minutes no more than two seconds are made up for")
  func asleep() {
    var pace = BeatPace()
    #expect([1, 100_000, 100_000, 100_001].map { pace.beats(of: $0) } == [1, 1, 99, 1])
  }

  @Test("In the long run every beat is given, however uneven the ticks are")
  func allOfThem() {
    var pace = BeatPace()
    var (total, given) = (Int64(0), Int64(0))
    for tick in 0..<10_000 {
      total += Int64(tick % 7 == 0 ? 5 : tick % 3)
      given += pace.beats(of: total)
    }
    given += pace.beats(of: total)
    given += pace.beats(of: total)
    #expect(given == total)
  }
}
