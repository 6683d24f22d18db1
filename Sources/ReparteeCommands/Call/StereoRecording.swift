internal import Foundation
internal import ReparteeAudio
internal import ReparteeCore

/// Writes a call as it happens: 24 kHz stereo, left the caller, right the agent, aligned in call time.
///
/// What was recorded by the time a process dies is kept: samples are written every second, and the
/// header is brought up to date with them.
final class StereoRecording {
  private let path: String
  private let file: FileHandle
  private var writer = WAVWriter(rate: .hz24000, channels: 2)
  private var upsample = RateConverter(from: .hz16000, to: .hz24000)
  private var caller = [Float](repeating: 0, count: SampleRate.hz24000.blockSize + 64)
  private var callerLine: [Float] = []
  private var agentLine: [Float] = []
  private var written = 0
  private(set) var failure: CommandError?

  init(path: String) throws {
    file = try OutputFile.open(path, for: "the recording")
    do { try file.write(contentsOf: Data(writer.header)) } catch {
      throw CommandError(
        "\(path): cannot be written (\(Output.reason(error))); give another path for the recording")
    }
    self.path = path
    // The resampler's delay is taken off the front, so that the sides stay aligned.
    skip = upsample.latency.samples(at: .hz24000)
  }

  private var skip: Int

  /// Adds 20 ms of both sides: the caller's that ended at `start`, the agent's that begins there.
  func add(caller block: Span<Float>, agent: Span<Float>, start: MediaTime) {
    var output = self.caller.mutableSpan
    let count = upsample.process(block, into: &output)
    for index in 0..<count {
      if skip > 0 { skip -= 1 } else { callerLine.append(self.caller[index]) }
    }
    let place = start.samples(at: .hz24000) / 480 * 480 - written
    while agentLine.count < place { agentLine.append(0) }
    for index in agent.indices { agentLine.append(agent[index]) }
    if min(callerLine.count, agentLine.count) >= 24_000 { flush(all: false) }
  }

  /// Writes what is left, the shorter side ended with silence.
  func close() throws {
    flush(all: true)
    try? file.synchronize()
    try? file.close()
    if let failure { throw failure }
  }

  private func flush(all: Bool) {
    guard failure == nil else { return }
    let count =
      all ? max(callerLine.count, agentLine.count) : min(callerLine.count, agentLine.count)
    var bytes: [UInt8] = []
    writer.append(
      left: Array(callerLine.prefix(count)).span, right: Array(agentLine.prefix(count)).span,
      to: &bytes)
    callerLine.removeFirst(min(count, callerLine.count))
    agentLine.removeFirst(min(count, agentLine.count))
    written += count
    do {
      try file.seekToEnd()
      try file.write(contentsOf: Data(bytes))
      try file.seek(toOffset: 0)
      try file.write(contentsOf: Data(writer.header))
    } catch {
      failure = CommandError(
        "\(path): the recording ends early (\(Output.reason(error))); free some space or give another path"
      )
    }
  }
}
