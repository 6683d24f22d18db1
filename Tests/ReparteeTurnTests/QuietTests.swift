import ReparteeCore
import ReparteeTurn
import Testing

@Suite("Silence of both sides")
struct QuietTests {
  /// Answers every reprompt as a session does.
  private func silence(_ seconds: Double, _ settings: TurnSettings) -> Drive {
    var drive = Drive(settings: settings)
    while drive.now < .seconds(seconds) {
      let seen = drive.actions.count
      drive.frames(1, 0)
      if drive.actions.dropFirst(seen).contains(.reprompt) {
        drive.tell(.agentAnnounces)
        drive.tell(.agentStarted)
        drive.tell(.agentFinished)
      }
    }
    return drive
  }

  @Test("The agent asks as often as it may, then says goodbye")
  func asks() {
    let drive = silence(40, TurnSettings())
    #expect(drive.actions.filter { $0 == .reprompt }.count == 2)
    #expect(drive.actions.filter { $0 == .sayGoodbye }.count == 1)
  }

  @Test("The application is told once that the caller is away, and when they are back")
  func away() {
    var drive = silence(20, TurnSettings())
    #expect(drive.actions.filter { $0 == .away(true) }.count == 1)
    drive.frames(3, 0.9)
    #expect(drive.actions.contains(.away(false)))
  }

  @Test("Zero switches the questions off")
  func off() {
    var settings = TurnSettings()
    settings.repromptAfter = .zero
    let drive = silence(60, settings)
    #expect(!drive.actions.contains(.reprompt) && !drive.actions.contains(.sayGoodbye))
  }
}
