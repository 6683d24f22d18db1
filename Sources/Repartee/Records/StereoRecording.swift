public import Dispatch
import ReparteeAudio
public import ReparteeCore

/// Writes a call as it happens: 24 kHz stereo, left the caller, right the agent, aligned in call time.
///
/// What was recorded by the time a process dies is kept: samples are written every second, and the
/// header is brought up to date with them.
public final class StereoRecording {
  private let file: RecordFile
  private var writer = WAVWriter(rate: .hz24000, channels: 2)
  private var upsample = RateConverter(from: .hz16000, to: .hz24000)
  private var caller = [Float](repeating: 0, count: SampleRate.hz24000.blockSize + 64)
  private var callerLine: [Float] = []
  private var agentLine: [Float] = []
  private var written = 0
  /// The first failure to write.
  public var failure: RecordError? { file.failure }

  /// - Parameters:
  ///   - path: made, or emptied.
  ///   - queue: where the disk is waited for; nil: here.
  ///   - report: told of the first failure as soon as there is one, from any thread.
  public init(
    path: String, on queue: DispatchQueue? = nil,
    report: (@Sendable (RecordError) -> Void)? = nil
  ) throws(RecordError) {
    file = try RecordFile(path: path, purpose: "the recording", on: queue, report: report)
    file.write(writer.header)
    // The resampler's delay is taken off the front, so that the sides stay aligned.
    skip = upsample.latency.samples(at: .hz24000)
  }

  private var skip: Int

  /// Adds 20 ms of both sides: the caller's that ended at `start`, the agent's that begins there.
  public func add(caller block: Span<Float>, agent: Span<Float>, start: MediaTime) {
    var output = self.caller.mutableSpan
    let count = upsample.process(block, into: &output)
    for index in 0..<count {
      if skip > 0 { skip -= 1 } else { callerLine.append(self.caller[index]) }
    }
    let place = start.samples(at: .hz24000) / 480 * 480 - written
    while agentLine.count < place { agentLine.append(0) }
    // A block that comes late pushed the line ahead; silence gives the surplus back.
    if agentLine.count - place < agent.count || isAudible(agent) {
      for index in agent.indices { agentLine.append(agent[index]) }
    }
    if min(callerLine.count, agentLine.count) >= 24_000 { flush(all: false) }
  }

  private func isAudible(_ block: Span<Float>) -> Bool {
    for index in block.indices where block[index] != 0 { return true }
    return false
  }

  /// Writes what is left, the shorter side ended with silence.
  /// - Throws: the first failure to write, where it is known by now: with a queue it comes later.
  public func close() throws(RecordError) {
    flush(all: true)
    if let failure { throw failure }
  }

  private func flush(all: Bool) {
    let count =
      all ? max(callerLine.count, agentLine.count) : min(callerLine.count, agentLine.count)
    var bytes: [UInt8] = []
    writer.append(
      left: Array(callerLine.prefix(count)).span, right: Array(agentLine.prefix(count)).span,
      to: &bytes)
    callerLine.removeFirst(min(count, callerLine.count))
    agentLine.removeFirst(min(count, agentLine.count))
    written += count
    file.write(bytes, header: writer.header, sync: all)
  }
}
