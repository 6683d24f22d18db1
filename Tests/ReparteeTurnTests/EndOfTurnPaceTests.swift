import ReparteeCore
import Testing

@testable import ReparteeTurn

@Suite struct EndOfTurnPaceTests {
  @Test("the pace nears the caller's pauses and is not set by one alone")
  func learns() {
    var pace = CallerPace()
    #expect(pace.pause == .zero)
    pace.paused(.milliseconds(800), wentOn: true)
    #expect(pace.pause == .milliseconds(400))
    for _ in 0..<20 { pace.paused(.milliseconds(800), wentOn: true) }
    #expect(pace.pause > .milliseconds(780) && pace.pause <= .milliseconds(800))
    #expect(pace.count == 21)
  }

  @Test("it follows a caller who changes")
  func follows() {
    var pace = CallerPace()
    for _ in 0..<20 { pace.paused(.milliseconds(900), wentOn: true) }
    for _ in 0..<20 { pace.paused(.milliseconds(300), wentOn: true) }
    #expect(pace.pause < .milliseconds(320))
  }

  @Test("turns that ended let it fade")
  func fades() {
    var pace = CallerPace()
    for _ in 0..<20 { pace.paused(.milliseconds(900), wentOn: true) }
    let before = pace.pause
    pace.paused(.milliseconds(300), wentOn: false)
    #expect(pace.pause < before && pace.pause > before - .milliseconds(60))
  }

  @Test("a search for a paper counts as a long pause and no more; nonsense does not count")
  func bounded() {
    var pace = CallerPace()
    for _ in 0..<100 { pace.paused(MediaTime(nanoseconds: .max), wentOn: true) }
    #expect(pace.pause <= .milliseconds(2_000))
    var odd = CallerPace()
    odd.paused(.zero, wentOn: true)
    odd.paused(MediaTime(nanoseconds: .min), wentOn: true)
    #expect(odd == CallerPace())
  }
}
