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

  /// - Parameter caller: 16 kHz mono.
  func run(caller: [Float], recordingTo path: String) async throws {
    let recording = try StereoRecording(path: path)
    _ = try await run((FileCaller(samples: caller, recording: recording), recording))
  }

  /// - Parameter call: where audio comes from and goes to, and what records it.
  /// - Returns: what happened.
  func run(_ call: (endpoint: any CallEndpoint, recording: StereoRecording)) async throws
    -> CallReport
  {
    defer { call.endpoint.close() }
    try await models.language.prepare(instructions: agent.instructions)
    let journal = try journalPath.map(FileJournal.init)
    if let reportPath { try Output.write(Data(), to: reportPath) }
    let captions = LiveCaptions(isVisible: isVisible)
    var problem: (any Error)?
    do { try await carry(call.endpoint, journal, captions) } catch { problem = error }
    journal?.flush()
    let report = CallReport(events: captions.events, models: models)
    if let reportPath { try Output.write(Data(try Output.jsonText(report).utf8), to: reportPath) }
    try call.recording.close()
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
