internal import NIOCore
internal import ReparteeCore

/// A client that talks over WebRTC at the pace of the clock and notes what comes back: for load and tests.
struct WebRTCLoadPeer: Sendable {
  private static let pace = TimeAmount.milliseconds(20)
  /// Its path is where offers go to; its script is of 24 kHz.
  let call: PeerCall

  /// Talks for so long, hangs up and tells what came.
  /// - Parameter loop: where all of it happens.
  /// - Throws: what the connection throws, or `PeerError` when the server refuses or is lost.
  func run(for duration: TimeAmount, on loop: any EventLoop) async throws -> LoadReport {
    let peer = try await WebRTCPeer.open(on: loop, rate: .hz24000, host: call.host)
    let offer = try await loop.submit { peer.value.offer }.get()
    let start = NIODeadline.now()
    let answer = try await PeerRequest(host: call.host, port: call.port)
      .send("POST", call.path, type: "application/sdp", body: offer)
    guard answer.status == 201 else { throw PeerError.refused }
    let promise = loop.makePromise(of: LoadReport.self)
    let script = call.script
    try await loop.submit {
      let talk = NIOLoopBound(
        WebRTCTalk(peer.value, script, start, promise), eventLoop: loop)
      try peer.value.accept(answer: answer.body)
      loop.scheduleRepeatedTask(initialDelay: Self.pace, delay: Self.pace) { task in
        if talk.value.step(for: duration) { task.cancel() }
      }
    }.get()
    return try await promise.futureResult.get()
  }
}

/// The client's side of one call, on its event loop.
private final class WebRTCTalk {
  private let peer: WebRTCPeer
  private let script: PeerScript
  private let promise: EventLoopPromise<LoadReport>
  /// When the offer was sent.
  private let start: NIODeadline
  private var talkStart: NIODeadline?
  private var report = LoadReport()
  private var watch = AnswerWatch()
  private var number = 0
  private var said: [Float]
  private var heard = [Float](repeating: 0, count: SampleRate.hz16000.blockSize)

  init(
    _ peer: WebRTCPeer, _ script: PeerScript, _ start: NIODeadline,
    _ promise: EventLoopPromise<LoadReport>
  ) {
    (self.peer, self.script, self.start, self.promise) = (peer, script, start, promise)
    said = [Float](repeating: 0, count: script.blockSize)
    peer.onText = { [weak self] in self?.note($0) }
  }

  private func note(_ text: [UInt8]) {
    guard report.texts.count < 1_000 else { return }
    report.texts.append(String(decoding: text, as: UTF8.self))
  }

  /// - Returns: whether it is over.
  func step(for duration: TimeAmount) -> Bool {
    let now = NIODeadline.now()
    if peer.endReason != nil { return end() }
    guard peer.isConnected else { return now - start > .seconds(20) ? end() : false }
    if talkStart == nil { report.setUp = Double((now - start).nanoseconds) / 1e9 }
    let began = talkStart ?? now
    talkStart = began
    if now - began > duration {
      peer.close()
      return end()
    }
    // A late timer catches up.
    while Int64(number) * 20 <= (now - began).nanoseconds / 1_000_000 { exchange(now) }
    return false
  }

  private func exchange(_ now: NIODeadline) {
    var block = said.mutableSpan
    script.fill(&block, with: number)
    peer.say(said.span)
    report.sent += 1
    let seconds = Double(now.uptimeNanoseconds) / 1e9
    if script.endsSpeech(in: number) { watch.said(at: seconds, in: &report) }
    number += 1
    var output = heard.mutableSpan
    peer.hear(into: &output)
    if watch.isWaiting, heard.contains(where: { abs($0) > 0.01 }) {
      watch.heardSound(at: seconds, in: &report)
    }
  }

  private func end() -> Bool {
    report.received = peer.statistics.packetsIn
    if talkStart == nil { promise.fail(PeerError.lost) } else { promise.succeed(report) }
    return true
  }
}
