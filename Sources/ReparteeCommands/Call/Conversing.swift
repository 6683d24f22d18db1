internal import Foundation
internal import Repartee
internal import ReparteeCore
internal import ReparteeLocal

/// One call from a recording: runs it, prints it, and keeps what was asked for, however it ends.
struct Conversing {
  var agent: Agent
  var models: ModelSet
  var isReal: Bool
  var journalPath: String?
  var reportPath: String?
  var isVisible: Bool

  init(
    agent: Agent, models: ModelSet, isReal: Bool, journalPath: String? = nil,
    reportPath: String? = nil, isVisible: Bool = true
  ) {
    self.isVisible = isVisible
    self.agent = agent
    self.models = models
    self.isReal = isReal
    self.journalPath = journalPath
    self.reportPath = reportPath
    // A small local model invents numbers; with the guard it offers to check instead.
    self.agent.clauses.append(NumberGuardProcessor())
  }

  /// - Parameters:
  ///   - path: where the call is recorded. Not touched before everything else is known to be in order.
  ///   - open: makes what audio comes from and goes to.
  /// - Returns: what happened.
  @discardableResult
  func run(
    recordingTo path: String, open: (StereoRecording) throws -> any CallEndpoint
  ) async throws -> CallReport {
    try await models.language.prepare(instructions: agent.instructions)
    let journal = try journalPath.map { try FileJournal(path: $0) }
    if let reportPath { try Output.write(Data(), to: reportPath) }
    let recording = try StereoRecording(path: path)
    let endpoint = try open(recording)
    defer { endpoint.close() }
    let captions = LiveCaptions(isVisible: isVisible)
    var problem: (any Error)?
    do { try await carry(endpoint, journal, captions) } catch { problem = error }
    journal?.flush()
    // Each is kept, whatever becomes of the others; the first problem is the one that is told.
    do { try recording.close() } catch { problem = problem ?? error }
    let report = CallReport(events: captions.events, models: models)
    do {
      if let reportPath { try Output.write(Data(try Output.jsonText(report).utf8), to: reportPath) }
    } catch { problem = problem ?? error }
    if let problem { throw problem }
    if let failure = journal?.failure { throw CommandError(failure) }
    return report
  }

  private func carry(
    _ endpoint: any CallEndpoint, _ journal: FileJournal?, _ captions: LiveCaptions
  ) async throws {
    if isReal {
      let loop = SessionLoop()
      defer { loop.stop() }
      let parts = CallParts(endpoint: endpoint, journal: journal, observer: captions.add)
      try await RealTimeDriver(agent: agent, models: models, on: loop, parts: parts).run()
    } else {
      var driver = VirtualDriver(
        agent: agent, models: models, journal: journal, observer: captions.add)
      try await driver.run(endpoint)
    }
  }
}
