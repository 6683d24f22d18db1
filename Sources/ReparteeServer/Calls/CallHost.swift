internal import Dispatch
internal import Logging
internal import NIOCore
internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports

/// A call that can begin: who answers, and on which line.
struct PreparedCall: Sendable {
  let entry: CallEntry
  let agent: Agent
  let models: ModelSet
  let line: NIOLoopBound<any CallLine>
  /// Free again when the call has ended.
  let place: CallPlace

  var loop: any EventLoop { line.eventLoop }
}

/// Carries calls: one driver each, on the event loop of its line.
struct CallHost: Sendable {
  let book: CallBook
  let metrics: ServerMetrics
  let keepsRecordings: Bool
  let echoesCallers: Bool
  let metronomes: LoopMetronomes
  let desk: ModelDesk
  let logger: Logger
  private let queue = DispatchQueue(label: "repartee-records")

  init(
    book: CallBook, metrics: ServerMetrics, keepsRecordings: Bool, echoesCallers: Bool,
    metronomes: LoopMetronomes, desk: ModelDesk, logger: Logger
  ) {
    self.book = book
    self.metrics = metrics
    self.keepsRecordings = keepsRecordings
    self.echoesCallers = echoesCallers
    self.metronomes = metronomes
    self.desk = desk
    self.logger = logger
  }

  /// Returns when the call has ended and its files are on disk.
  func carry(_ call: PreparedCall) async {
    let reason = await run(call)
    metrics.ended(reason)
    book.finish(call.entry, reason)
    call.place.release()
  }

  private func run(_ call: PreparedCall) async -> String {
    guard await isUp(call) else { return "not_connected" }
    let records = CallRecords(
      of: call.entry, keepsRecording: keepsRecordings, on: queue
    ) { [logger] in logger.error("a call is not kept: \($0)") }
    metrics.began(call.entry.transport.rawValue)
    let reason = await drive(call, records)
    await records.close()
    return reason
  }

  /// A greeting that nobody can hear yet would be lost.
  private func isUp(_ call: PreparedCall) async -> Bool {
    let promise = call.loop.makePromise(of: Bool.self)
    call.loop.execute { call.line.value.whenUp { promise.succeed($0) } }
    return await withTaskCancellationHandler {
      (try? await promise.futureResult.get()) == true
    } onCancel: {
      call.loop.execute { call.line.value.finish(.draining) }
    }
  }

  private func drive(_ call: PreparedCall, _ records: CallRecords) async -> String {
    do {
      let driver = try await call.loop.submit { makeDriver(call, records) }.get()
      call.entry.begin(driver)
      let end = try await driver.run()
      let closure = try await call.loop.submit {
        call.line.value.finish(end)
        return call.line.value.closure
      }.get()
      // A line that cannot go on hangs up; what counts is why.
      return closure?.rawValue ?? CallMessages.name(of: end)
    } catch {
      call.loop.execute { call.line.value.finish(.draining) }
      return CallClosure.draining.rawValue
    }
  }

  /// On the call's loop.
  private func makeDriver(_ call: PreparedCall, _ records: CallRecords) -> RealTimeDriver {
    let line = call.line.value
    let speechRate = call.models.speech.rate
    var endpoint = line.endpoint
    if let recording = records.recording {
      endpoint = RecordedEndpoint(endpoint, recording: recording, speechRate: speechRate)
    }
    if echoesCallers { endpoint = EchoEndpoint(endpoint, speechRate: speechRate) }
    let journal = records.journal
    let parts = CallParts(endpoint: endpoint, journal: journal) { [metrics] event, now in
      // Whatever ends the process, a turn that its caller was told of is kept.
      if case .turn = event { journal?.handOver() }
      line.observe(event, texts: call.entry.note(event, at: now))
      metrics.note(event)
    }
    let driver = RealTimeDriver(
      agent: call.agent, models: call.models, on: call.loop.executor, id: call.entry.number,
      parts: parts, metronome: metronomes.metronome(of: call.loop), desk: desk)
    line.begin(driver)
    return driver
  }
}

/// One metronome for each event loop.
struct LoopMetronomes: Sendable {
  private let metronomes: [ObjectIdentifier: LoopMetronome]

  init(_ group: any EventLoopGroup) {
    metronomes = Dictionary(
      uniqueKeysWithValues: group.makeIterator().map {
        (ObjectIdentifier($0), LoopMetronome(on: $0))
      })
  }

  func metronome(of loop: any EventLoop) -> any Metronome {
    metronomes[ObjectIdentifier(loop)] ?? ClockMetronome()
  }
}
