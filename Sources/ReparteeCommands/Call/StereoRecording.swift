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
  /// A pipe cannot go back to its header, which then stays that of a streamed file.
  private let canSeek: Bool
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
    canSeek = lseek(file.fileDescriptor, 0, SEEK_CUR) >= 0
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
      if canSeek { try file.seekToEnd() }
      try file.write(contentsOf: Data(bytes))
      guard canSeek else { return }
      try file.seek(toOffset: 0)
      try file.write(contentsOf: Data(writer.header))
    } catch {
      failure = CommandError(
        "\(path): the recording ends early (\(Output.reason(error))); free some space or give another path"
      )
    }
  }
}
