import ReparteeCore
import ReparteeTurn
import Testing

@Suite("Sound over the agent: pause, decide, then cut or resume")
struct OverlapTests {
  @Test(
    "The first words decide as soon as they are clear",
    arguments: [
      ("Wait, please stop.", OverlapVerdict.Kind.turn), ("I have a question", .turn),
      ("Mm-hmm.", .backchannel), ("Uh-huh.", .backchannel),
    ])
  func firstWords(words: String, kind: OverlapVerdict.Kind) throws {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(8, 0.95)
    #expect(drive.actions.contains(.pauseOutput))
    #expect(drive.actions.last == .wantPartial)
    drive.tell(.partial(words))
    let verdict = try #require(drive.verdicts.first)
    #expect(verdict.kind == kind)
    #expect(verdict.words == words)
    #expect(drive.actions.contains(.interrupt) == (kind == .turn))
    #expect(drive.actions.contains(.resumeOutput) == (kind == .backchannel))
    #expect(verdict.delay < .milliseconds(400))
  }

  @Test("A backchannel that becomes more takes the turn after the agent went on")
  func becomesMore() {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(8, 0.95)
    drive.tell(.partial("Mm-hmm."))
    #expect(drive.machine.state == .agentSpeaking)
    drive.frames(8, 0.95)
    #expect(drive.actions.last == .wantPartial)
    drive.tell(.partial("Mm-hmm, but what about Sunday?"))
    #expect(drive.actions.contains(.interrupt))
    #expect(drive.machine.state == .callerSpeaking)
    let segments = drive.actions.filter { if case .segmentStarted = $0 { true } else { false } }
    #expect(segments == [.segmentStarted(at: .zero)], "its first words stay with it")
  }

  @Test("Sound in which no words are heard is noise, and the agent goes on within the limit")
  func noise() throws {
    var drive = Drive()
    drive.agentSpeaks()
    while drive.now < .seconds(2), !drive.actions.contains(.resumeOutput) {
      drive.frames(1, 0.95)
      if drive.actions.last == .wantPartial { drive.tell(.partial("")) }
    }
    let verdict = try #require(drive.verdicts.first)
    #expect(verdict.kind == .noise && verdict.reason == .noWords)
    #expect(verdict.delay <= .milliseconds(500))
    drive.frames(200, 0.95)
    #expect(!drive.actions.contains(.interrupt), "noise may go on for ever")
  }

  @Test("A piece of speech without words is a part of what soon follows, and of nothing later")
  func pieces() {
    for (silent, isPart) in [(16, true), (36, false)] {
      var drive = Drive()
      drive.agentSpeaks()
      drive.frames(5, 0.95)
      drive.frames(3, 0)
      drive.tell(.final(""))
      #expect(drive.verdicts.map(\.reason) == [.noWords])
      #expect(drive.actions.contains(.resumeOutput))
      drive.frames(silent, 0)
      drive.frames(8, 0.95)
      drive.tell(.partial("Sorry, but I only want"))
      #expect(drive.actions.contains(.interrupt))
      let segments = drive.actions.filter { if case .segmentStarted = $0 { true } else { false } }
      #expect(segments.count == (isPart ? 1 : 2), "after \(silent) frames of silence")
    }
  }

  @Test("Sure speech is waited longer for than what may be none, when its words are late")
  func words() {
    for (probability, silent, resumes) in [
      (Float(0.98), 8, false), (0.98, 12, true), (0.6, 8, true),
    ] {
      var drive = Drive(partials: false)
      drive.agentSpeaks()
      drive.frames(8, probability)
      drive.frames(silent, 0)
      #expect(drive.actions.contains(.resumeOutput) == resumes, "\(probability), \(silent) frames")
    }
  }

  @Test("A piece of speech that nothing follows is forgotten")
  func pieceAlone() {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(5, 0.95)
    drive.frames(3, 0)
    drive.tell(.final(""))
    drive.frames(40, 0)
    #expect(drive.actions.filter { $0 == .discardTurn } == [.discardTurn])
    #expect(drive.machine.state == .agentSpeaking)
    drive.tell(.agentFinished)
    #expect(drive.machine.state == .listening)
  }

  @Test("The agent's end does not wait for a piece of speech without words")
  func pieceAtTheEnd() {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(5, 0.95)
    drive.frames(3, 0)
    drive.tell(.final(""))
    drive.frames(14, 0)
    drive.tell(.agentFinished)
    #expect(drive.machine.state == .listening)
    #expect(drive.actions.contains(.discardTurn))
  }

  @Test("Short sound whose words are late lets the agent go on, and the words may still cut it")
  func lateWords() {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(5, 0.95)
    drive.frames(14, 0)
    #expect(drive.verdicts.map(\.reason) == [.ended])
    #expect(drive.machine.state == .agentSpeaking)
    drive.tell(.final("Stop!"))
    #expect(drive.actions.contains(.interrupt))
    #expect(drive.actions.contains(.prepareReply("Stop!")))
  }

  @Test(
    "Weak sound resumes at the limit, clear speech without a word takes the turn a little later")
  func strength() {
    var weak = Drive(partials: false)
    weak.agentSpeaks()
    weak.frames(3, 0.8)
    weak.frames(40, 0.45)
    #expect(weak.verdicts.first?.reason == .weak)
    var strong = Drive(partials: false)
    strong.agentSpeaks()
    strong.frames(40, 0.98)
    #expect(strong.verdicts.map(\.reason) == [.length])
    #expect(strong.verdicts.map(\.kind) == [.turn])
  }

  @Test("Ducking makes the agent quieter instead of silent, and loud again")
  func ducks() {
    var settings = TurnSettings()
    settings.duck = true
    var drive = Drive(settings: settings)
    drive.agentSpeaks()
    drive.frames(8, 0.95)
    #expect(drive.actions.contains(.duckOutput(15)))
    #expect(!drive.actions.contains(.pauseOutput))
    drive.tell(.partial("Mm-hmm."))
    #expect(drive.actions.contains(.resumeOutput))
  }

  @Test("The agent's own echo is nobody's voice")
  func echo() {
    var drive = Drive()
    drive.agentSpeaks()
    drive.frames(60, 0.98, echo: 0.9)
    #expect(drive.actions.isEmpty)
    drive.frames(3, 0.98, echo: 0.1)
    #expect(drive.actions.contains(.pauseOutput))
  }

  @Test(
    "A sound held back until the echo was known pauses the agent if it is none, and only then",
    arguments: [(Float(0.9), false), (0, true)])
  func heldBack(echo: Float, pauses: Bool) {
    var drive = Drive()
    drive.agentSpeaks()
    for index in 1...8 {
      drive.now = drive.now + .milliseconds(32)
      let isKnown = index > 4
      drive.tell(
        .voice(
          VoiceFrame(
            0.95, end: drive.now, echo: isKnown ? echo : 0, isEchoKnown: isKnown)))
    }
    #expect(drive.actions.contains(.pauseOutput) == pauses)
  }

  @Test("A cough before the first sound of a reply holds it back and does not lose it")
  func coughBeforeReply() {
    var drive = Drive(hasDetector: false)
    drive.frames(20, 0.9)
    drive.frames(3, 0)
    drive.tell(.final("What time is it?"))
    drive.frames(20, 0)
    #expect(drive.machine.state == .thinking)
    drive.actions = []
    drive.frames(4, 0.9)
    #expect(drive.actions.contains(.pauseOutput))
    drive.frames(3, 0)
    drive.tell(.final(""))
    #expect(drive.actions.contains(.resumeOutput))
    #expect(!drive.actions.contains(.interrupt))
    #expect(drive.machine.state == .thinking)
  }

  @Test(
    "A short answer at the end of a question takes the turn, a mm-hmm at the end of a statement does not"
  )
  func atTheEnd() {
    for (text, takes) in [("Does Tuesday suit you?", true), ("We open at nine.", false)] {
      var drive = Drive()
      drive.agentSpeaks(text)
      drive.frames(4, 0.95)
      drive.tell(.agentFinished)
      drive.frames(3, 0)
      drive.tell(.final("Yeah."))
      #expect(drive.actions.contains(.prepareReply("Yeah.")) == takes, "\(text)")
      #expect((drive.machine.state == .listening) == !takes)
    }
  }
}
