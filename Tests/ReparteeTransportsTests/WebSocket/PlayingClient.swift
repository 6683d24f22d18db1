import Foundation
import Repartee
import ReparteeCore
import ReparteeTesting

@testable import ReparteeTransports

/// A client at the other end of an endpoint: sends what a script says, plays what it gets some time later,
/// drops it at a clear and acknowledges what it played.
final class PlayingClient: AudioEndpoint {
  struct Transcript {
    var role: String
    var text: String
    var isFinal: Bool
    var isInterrupted: Bool
  }

  let sent = Sent()
  private(set) var endpoint: WebSocketEndpoint
  private let script: ScriptedCall
  private let rate: SampleRate
  private let outRate: SampleRate
  /// How far its loudspeaker is behind, in messages; nil when it acknowledges nothing and is 60 ms behind.
  private let buffer: Int?
  private var read = 0
  private var blocks = 0
  private var queue: [[UInt8]] = []
  private var received = 0
  private var isPlaying = false

  /// When a clear came, and when messages with sound came, in seconds.
  private(set) var clears: [Double] = []
  private(set) var arrivals: [Double] = []
  /// Seconds of sound that came, that were played, and that were played before the first clear.
  private(set) var audible = 0.0
  private(set) var heard = 0.0
  private(set) var heardBeforeClear = 0.0
  private(set) var types: [String] = []
  private(set) var states: [String] = []
  private var all: [Transcript] = []

  func transcripts(_ role: String) -> [Transcript] { all.filter { $0.role == role } }

  init(_ steps: [ScriptedCall.Step], rate: SampleRate, outRate: SampleRate, buffer: Int?) {
    script = ScriptedCall(steps)
    self.rate = rate
    self.outRate = outRate
    self.buffer = buffer
    let sent = sent
    endpoint = WebSocketEndpoint(rate: rate, outRate: outRate, speechRate: .hz24000) {
      sent.all.append($0)
    }
  }

  var unplayed: MediaTime { endpoint.unplayed }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    let isHere = script.nextCallerBlock(into: &block)
    let loudness = block[0]
    endpoint.receive(PCM.bytes([Float](repeating: loudness, count: rate.blockSize)))
    if !isHere { endpoint.receive(.end) }
    return endpoint.nextCallerBlock(into: &block)
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    endpoint.exchange(caller: caller, agent: agent, start: start)
    blocks += 1
    for message in sent.all[read...] { take(message, at: start.seconds) }
    read = sent.all.count
    play()
    guard buffer != nil, blocks % 5 == 0 else { return }
    endpoint.receive(.played(milliseconds: received - 20 * queue.count))
  }

  private func take(_ message: WebSocketOut, at time: Double) {
    switch message {
    case .audio(let bytes):
      queue.append(bytes)
      received += 20
      let sound = seconds(of: bytes)
      if sound > 0 { arrivals.append(time) }
      audible += sound
    case .text(let text): take(text, at: time)
    case .close: break
    }
  }

  private func take(_ text: String, at time: Double) {
    let fields = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let type = fields?["type"] as? String ?? ""
    types.append(type)
    if let state = fields?["state"] as? String { states.append(state) }
    if type == "clear" {
      if clears.isEmpty { heardBeforeClear = heard }
      clears.append(time)
      queue = []
      isPlaying = false
    }
    guard type == "transcript" else { return }
    all.append(
      Transcript(
        role: fields?["role"] as? String ?? "", text: fields?["text"] as? String ?? "",
        isFinal: fields?["final"] as? Bool ?? false,
        isInterrupted: fields?["interrupted"] as? Bool ?? false))
  }

  /// Begins when as much waits as it likes to have, and then plays a message every 20 ms.
  private func play() {
    let wanted = (buffer ?? 60) / 20
    if queue.count > wanted { isPlaying = true }
    if queue.isEmpty { isPlaying = false }
    guard isPlaying else { return }
    heard += seconds(of: queue.removeFirst())
  }

  private func seconds(of bytes: [UInt8]) -> Double {
    let loud = PCM.samples(bytes).count { abs($0) > 0.0005 }
    return loud * 4 > outRate.blockSize ? 0.02 : 0
  }
}
