import ReparteeCore
import Testing

@testable import ReparteeCommands

@Suite("A call of many: a turn every six seconds")
struct DensityPlanTests {
  private static let clip = CallerClip(
    name: "c", samples: (0..<16_000).map { $0 / 20 % 2 == 0 ? 0.1 : -0.1 })

  /// A call of so many seconds in which a reply is heard so long after each end of speech.
  private static func figures(seconds: Double, reply: MediaTime?) -> MeasuredSpan.Figures {
    let span = MeasuredSpan()
    span.setOpen(true)
    let plan = DensityPlan(clips: [clip], place: 0, of: 1, span: span)
    let line = ScriptedLine(plan: plan)
    let sound = [Float](repeating: 1_600 / 32_768, count: 480)
    let silence = [Float](repeating: 0, count: 480)
    var block = [Float](repeating: 0, count: 320)
    while line.now < .seconds(seconds) {
      let start = line.now
      var room = block.mutableSpan
      _ = line.nextCallerBlock(into: &room)
      // Speech begins after a second and then every six, and lasts for one.
      let end = MediaTime.seconds(2 + 6 * ((start.milliseconds - 1_000) / 6_000).rounded(.down))
      let isReply =
        reply.map { start - end >= $0 && start - end < $0 + .milliseconds(200) } ?? false
      line.exchange(caller: block.span, agent: (isReply ? sound : silence).span, start: start)
    }
    return span.figures
  }

  @Test("each reply is measured from the true end of speech")
  func replies() {
    let figures = Self.figures(seconds: 15, reply: .milliseconds(300))
    #expect(figures.turns == 3)
    #expect(figures.missed == 0)
    #expect(figures.replies == [300, 300, 300])
  }

  @Test(
    "no reply, or one before its transcript, is missed",
    arguments: [nil, MediaTime.milliseconds(40)])
  func missed(_ reply: MediaTime?) {
    let figures = Self.figures(seconds: 12.99, reply: reply)
    #expect(figures.turns == 2)
    #expect(figures.missed == 2)
  }

  @Test("turns outside the span do not count")
  func span() {
    let span = MeasuredSpan()
    span.add(reply: 100)
    #expect(span.figures.turns == 0)
  }
}

@Suite("What a caller without a buffer hears")
struct UnitLedgerTests {
  private static let block = [Float](repeating: 1_501 / 32_768, count: 480)

  @Test("a block handed over early is heard when the one before has been")
  func queue() {
    var ledger = UnitLedger()
    ledger.add(Self.block.span, at: .milliseconds(5))
    ledger.add(Self.block.span, at: .milliseconds(20))
    #expect(ledger.heard.map(\.time.milliseconds) == [5, 15, 25, 35])
    #expect(ledger.blocks.map(\.milliseconds) == [5, 20])
  }

  @Test("an order to drop takes effect at once")
  func cut() {
    var ledger = UnitLedger()
    ledger.add(Self.block.span, at: .milliseconds(5))
    ledger.add(Self.block.span, at: .milliseconds(20))
    ledger.cut(at: .milliseconds(24))
    #expect(ledger.heard.map(\.time.milliseconds) == [5, 15])
    ledger.add(Self.block.span, at: .milliseconds(24))
    #expect(ledger.heard.map(\.time.milliseconds) == [5, 15, 24, 34])
  }

  @Test("a reply is seventeen words")
  func words() {
    #expect(UnitVoice.sentence.split(separator: " ").count == 17)
  }
}
