import ReparteeCore
import ReparteeTurn
import Testing

@Suite("Replies are begun before it is sure that the turn is over")
struct SpeculationTests {
  private func pause(_ settings: TurnSettings = TurnSettings()) -> Drive {
    var drive = Drive(settings: settings)
    drive.frames(20, 0.9)
    drive.actions = []
    drive.frames(1, 0)
    return drive
  }

  @Test("The first silent frame asks the detector and the quick recogniser")
  func anticipates() {
    var drive = pause()
    #expect(drive.actions.contains(.askTurn) && drive.actions.contains(.wantDraft))
    drive.frames(1, 0.9)
    #expect(drive.actions.last == .dropAsk, "it was no silence")
  }

  @Test("A reply to the quick transcript is kept when the final one says the same")
  func kept() {
    var drive = pause()
    drive.tell(.draft("what time is it"))
    drive.frames(1, 0)
    #expect(drive.actions.contains(.prepareReply("what time is it")))
    drive.tell(.final("What time is it?"))
    #expect(drive.actions.contains(.keepReply("What time is it?")))
    drive.tell(.turnProbability(1))
    drive.frames(3, 0)
    #expect(drive.actions.filter { $0 == .commit }.count == 1)
    #expect(!drive.actions.contains(.abandonReply))
  }

  @Test("A reply to the quick transcript is made anew when the final one says otherwise")
  func revised() {
    var drive = pause()
    drive.tell(.draft("what dime is it"))
    drive.frames(1, 0)
    drive.tell(.final("What time is it?"))
    #expect(drive.actions.contains(.prepareReply("What time is it?")))
  }

  @Test("A caller who goes on costs the reply, and only so often")
  func bounded() {
    var drive = Drive()
    for _ in 0..<10 {
      drive.frames(12, 0.9)
      drive.frames(4, 0)
      drive.tell(.turnProbability(0))
      drive.tell(.final("and then"))
      drive.frames(2, 0)
    }
    let begun = drive.actions.filter { if case .prepareReply = $0 { true } else { false } }
    #expect(begun.count == TurnSettings().speculationLimit)
    #expect(drive.actions.filter { $0 == .abandonReply }.count == begun.count)
  }

  @Test("Switched off, the reply is begun when the turn is over")
  func off() {
    var settings = TurnSettings()
    settings.speculation = false
    var drive = pause(settings)
    drive.frames(1, 0)
    drive.tell(.final("What time is it?"))
    #expect(!drive.actions.contains { if case .prepareReply = $0 { true } else { false } })
    drive.tell(.turnProbability(1))
    drive.frames(3, 0)
    let end = drive.actions.suffix(4)
    #expect(end.contains(.prepareReply("What time is it?")) && end.contains(.commit))
  }

  @Test("When the final transcript does not come, the quick one has to do")
  func withoutFinal() {
    var drive = pause()
    drive.tell(.draft("what time is it"))
    drive.tell(.turnProbability(1))
    drive.frames(40, 0)
    #expect(drive.actions.contains(.commit))
  }
}
