import ReparteeCore
import ReparteeTurn
import Testing

@Suite struct TurnMachineTests {
  @Test("The final transcript and the turn detector are asked at the first silence")
  func asksEarly() {
    var drive = Drive()
    drive.frames(10, 0.9)
    drive.frames(2, 0)
    #expect(drive.actions.contains(.wantFinal(speechEnd: .milliseconds(320))))
    #expect(drive.actions.contains(.askTurn))
    #expect(drive.machine.state == .deciding)
  }

  @Test(
    "A certain detector ends the turn sooner than a doubting one", arguments: [0.99, 0.5, 0.05])
  func waitsByProbability(probability: Double) {
    var drive = Drive()
    drive.frames(20, 0.9)
    drive.frames(2, 0)
    drive.tell(.turnProbability(Float(probability)))
    drive.tell(.final("Hello"))
    let silence = drive.now
    while !drive.actions.contains(.commit), drive.now < .seconds(10) {
      drive.frames(1, 0)
      if drive.actions.last == .askTurn { drive.tell(.turnProbability(Float(probability))) }
    }
    let waited = drive.now - silence + .milliseconds(64)
    let expected = EndOfTurn.wait(
      probability: Float(probability), words: WordsSoFar("Hello", expecting: .open),
      expecting: .open, pace: CallerPace(), limits: EndOfTurn.Limits()
    ).length
    #expect(waited >= expected && waited <= expected + .milliseconds(32))
  }

  @Test("A detector that has decided is not asked again while the words are waited for")
  func asksNoMoreThanNeeded() {
    var drive = Drive()
    drive.frames(20, 0.9)
    drive.frames(2, 0)
    drive.tell(.turnProbability(0.99))
    drive.actions = []
    drive.frames(30, 0)
    #expect(!drive.actions.contains(.askTurn))
    #expect(drive.machine.state == .deciding)
  }

  @Test("A detector that never answers does not keep the caller waiting")
  func silentDetector() {
    var drive = Drive()
    drive.frames(20, 0.9)
    drive.frames(2, 0)
    drive.tell(.final("Hello"))
    drive.frames(80, 0)
    #expect(drive.actions.contains(.commit))
  }

  @Test("A recogniser that never answers ends the turn without one")
  func silentRecogniser() {
    var drive = Drive()
    drive.frames(20, 0.9)
    drive.frames(260, 0)
    #expect(drive.actions.contains(.discardTurn))
    #expect(drive.machine.state == .listening)
  }

  @Test("A reply that never comes is given up")
  func silentReply() {
    var drive = Drive(hasDetector: false)
    drive.frames(20, 0.9)
    drive.frames(20, 0)
    drive.tell(.final("Hello"))
    drive.frames(600, 0)
    #expect(drive.actions.contains(.giveUp))
    #expect(drive.machine.state == .listening)
  }

  @Test("A caller who goes on while the reply is being made takes the turn back")
  func reopens() {
    var drive = Drive(hasDetector: false)
    drive.frames(20, 0.9)
    drive.tell(.final("ignored"))
    drive.frames(3, 0)
    drive.tell(.final("I want"))
    drive.frames(20, 0)
    #expect(drive.machine.state == .thinking)
    drive.frames(8, 0.9)
    #expect(drive.actions.contains(.pauseOutput))
    drive.tell(.partial("to book a table"))
    #expect(drive.actions.contains(.reopenTurn))
    #expect(drive.machine.state == .callerSpeaking)
  }

  @Test("Speech over the agent pauses at once, and is decided at the limit without any words")
  func overlapIsBounded() {
    var drive = Drive(hasDetector: false)
    drive.tell(.agentAnnounces)
    drive.tell(.agentStarted)
    drive.frames(2, 0.9)
    #expect(drive.actions.contains(.pauseOutput))
    #expect(!drive.actions.contains(.interrupt))
    drive.frames(40, 0.9)
    #expect(drive.actions.contains(.interrupt))
  }

  @Test("An agent that may not be interrupted speaks on")
  func notInterruptible() {
    var settings = TurnSettings()
    settings.interruptible = false
    var drive = Drive(hasDetector: false, settings: settings)
    drive.tell(.agentAnnounces)
    drive.tell(.agentStarted)
    drive.frames(40, 0.9)
    #expect(!drive.actions.contains(.pauseOutput))
    #expect(!drive.actions.contains(.interrupt))
  }

  @Test("Words that stand are answered even when a cough follows them", arguments: [true, false])
  func coughAfterWords(finalFails: Bool) {
    var drive = Drive(hasDetector: true)
    drive.frames(20, 0.9)
    drive.frames(3, 0)
    drive.tell(.turnProbability(0.05))
    drive.tell(.final("My name is John"))
    drive.frames(12, 0)
    drive.frames(3, 0.9)
    #expect(drive.actions.contains(.lockSegment("My name is John")))
    drive.actions = []
    drive.frames(3, 0)
    drive.tell(finalFails ? .finalFailed : .final(""))
    drive.frames(100, 0)
    #expect(drive.actions.contains(.commit))
    #expect(!drive.actions.contains(.discardTurn))
  }

  @Test("A caller who speaks when an agent that may not be interrupted ends is heard")
  func speechAcrossTheEnd() {
    var settings = TurnSettings()
    settings.interruptible = false
    var drive = Drive(hasDetector: false, settings: settings)
    drive.tell(.agentAnnounces)
    drive.tell(.agentStarted)
    drive.frames(10, 0.9)
    drive.tell(.agentFinished)
    #expect(drive.actions.contains(.segmentStarted(at: .zero)))
    #expect(drive.machine.state == .callerSpeaking)
  }

  @Test("A turn that is too long is ended at the next silence, and its words are awaited")
  func longTurn() {
    var settings = TurnSettings()
    settings.maximumTurn = .milliseconds(2_000)
    var drive = Drive(settings: settings)
    drive.frames(70, 0.9)
    #expect(!drive.actions.contains { if case .wantFinal = $0 { true } else { false } })
    drive.frames(2, 0)
    drive.frames(4, 0.9)
    #expect(!drive.actions.contains(.dropFinal))
    drive.tell(.final("all of it"))
    #expect(drive.actions.contains(.commit))
  }

  @Test("From any state the machine comes back to listening when everything falls silent")
  func alwaysReturns() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<200 {
      var drive = Drive(hasDetector: round % 2 == 0)
      for _ in 0..<500 {
        drive.frames(1, Bool.random(using: &random) ? .random(in: 0...1, using: &random) : 0.9)
        drive.tell(Self.inputs.randomElement(using: &random) ?? .tick)
      }
      drive.actions = []
      for _ in 0..<1_500 { drive.frames(1, 0) }
      #expect(drive.machine.state == .listening)
    }
  }

  private static let inputs: [TurnInput] = [
    .tick, .turnProbability(0.9), .turnProbability(0.1), .partial("hello there"), .partial("yeah"),
    .final("hello"), .final(""), .final("mm-hmm"), .finalFailed, .agentAnnounces, .agentStarted,
    .agentProgressed, .agentFinished, .replyFailed,
  ]
}
