import Repartee
import ReparteeCore
import Synchronization
import Testing

@testable import ReparteeCommands

@Suite struct InterruptionOutcomeTests {
  /// A reply of a second: its samples.
  private static func reply(_ voice: UnitVoice) async throws -> [Float] {
    voice.setLength(.seconds(1))
    let spoken = Mutex<[Float]>([])
    try await voice.synthesize(SpeechRequest(text: UnitVoice.sentence)) { block in
      spoken.withLock { $0 += block.samples }
    }
    return spoken.withLock { $0 }
  }

  /// Plays parts of a reply, each from a unit on, for so many units, at a time in milliseconds.
  private static func outcome(
    _ parts: [(from: Int, count: Int, at: Int64)], onset: Int64
  ) async throws -> InterruptionOutcome {
    let voice = UnitVoice()
    let samples = try await reply(voice)
    var ledger = UnitLedger()
    for part in parts {
      let range = part.from * 240..<(part.from + part.count) * 240
      ledger.add(samples.span.extracting(range), at: .milliseconds(part.at))
    }
    return InterruptionOutcome(
      InterruptionTrial(
        clip: "c", ledger: ledger, voice: voice, start: .zero, onset: .milliseconds(onset),
        end: .seconds(5)))
  }

  @Test func aReplyHeardToItsEndWasKept() async throws {
    let outcome = try await Self.outcome([(0, 100, 0)], onset: 200)
    #expect(outcome.outcome == .kept)
    #expect(outcome.stop == nil)
  }

  @Test func aReplyThatGoesOnAfterASilenceWasResumed() async throws {
    let outcome = try await Self.outcome([(0, 30, 0), (25, 75, 500)], onset: 200)
    #expect(outcome.outcome == .resumed)
    #expect(outcome.stop == 100)
    #expect(outcome.pause == 200)
    #expect(outcome.lost == -50)
  }

  @Test func wordsThatWereSkippedAreLost() async throws {
    let outcome = try await Self.outcome([(0, 30, 0), (40, 60, 500)], onset: 200)
    #expect(outcome.lost == 100)
  }

  @Test func aReplyThatNeverGoesOnWasDropped() async throws {
    let outcome = try await Self.outcome([(0, 30, 0)], onset: 200)
    #expect(outcome.outcome == .dropped)
    #expect(outcome.lost == 700)
    #expect(outcome.hasNewReply == false)
  }

  @Test func aSilenceBeforeTheSoundIsNotItsDoing() async throws {
    let outcome = try await Self.outcome([(0, 10, 0), (10, 90, 300)], onset: 400)
    #expect(outcome.outcome == .kept)
  }

  @Test func silenceAloneIsNoReply() async throws {
    #expect(try await Self.outcome([], onset: 0).outcome == .noReply)
  }

  @Test func eachReplyHasUnitsOfItsOwn() async throws {
    let voice = UnitVoice()
    let (first, second) = (try await Self.reply(voice), try await Self.reply(voice))
    let units = [first, second].map { Set($0.compactMap(UnitVoice.unit)) }
    #expect(units.map(\.count) == [100, 100])
    #expect(units[0].isDisjoint(with: units[1]))
  }
}

@Suite struct ScriptedRecognizerTests {
  /// A recogniser 1 s into a call in which something was said from 200 to 500 ms.
  private static func recognizer() -> TimedRecognizer {
    let truth = CallTruth()
    truth.add(.init(onset: 3_200, offset: 8_000, text: "hello"))
    truth.reach(16_000)
    return TimedRecognizer(truth: truth)
  }

  @Test(arguments: [(16_000, "hello"), (9_000, "hello"), (7_000, "")])
  func onlyWhatSoundsInTheSegmentIsReported(_ count: Int, _ text: String) async throws {
    let segment = SpeechSegment(
      samples: .init(repeating: 0, count: count), speechEnd: count, effort: .final)
    #expect(try await Self.recognizer().transcribe(segment).text == text)
  }
}

@Suite struct EvaluationTableTests {
  @Test(arguments: [(1.234, 1, "1.2"), (-0.5, 2, "-0.50"), (12, 0, "12"), (.nan, 1, "–")])
  func figuresAreShownWithTheirDecimals(_ value: Double, _ digits: Int, _ shown: String) {
    #expect(EvaluationTable.Cell.number(value, digits).shown == shown)
  }

  @Test func sharesAreInterpolated() {
    #expect(percentile([1, 2, 3, 4], 0.5) == 2.5)
    #expect(percentile([], 0.5) == nil)
    #expect(percentile([7], 0.95) == 7)
  }
}
