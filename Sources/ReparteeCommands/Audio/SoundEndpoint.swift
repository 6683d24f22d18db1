internal import Foundation
internal import Repartee
internal import ReparteeCore

/// A caller at this machine's microphone.
final class SoundEndpoint: CallEndpoint {
  private let recorder = Process()
  private let player = Process()
  private let microphone = Pipe()
  private let loudspeaker = Pipe()
  private let recording: StereoRecording
  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(devices: SoundDevices, recording: StereoRecording) throws {
    self.recording = recording
    recorder.executableURL = URL(fileURLWithPath: devices.recorder)
    recorder.arguments = ["-q", "-t", "raw", "-f", "S16_LE", "-r", "16000", "-c", "1"]
    recorder.standardOutput = microphone
    player.executableURL = URL(fileURLWithPath: devices.player)
    player.arguments = [
      "-q", "-t", "raw", "-f", "S16_LE", "-r", "24000", "-c", "1", "--buffer-time=60000",
    ]
    player.standardInput = loudspeaker
    do {
      try recorder.run()
      try player.run()
    } catch {
      if recorder.isRunning { recorder.terminate() }
      throw CommandError(
        "the sound devices cannot be opened (\(error.localizedDescription)); run the demo without --mic"
      )
    }
    let descriptor = microphone.fileHandleForReading.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    let speaker = loudspeaker.fileHandleForWriting.fileDescriptor
    _ = fcntl(speaker, F_SETFL, fcntl(speaker, F_GETFL) | O_NONBLOCK)
  }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    let count = read(
      microphone.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
    if count > 0 { pending += buffer[..<count] }
    // More than 100 ms behind: the clocks of the card and the call differ; catch up.
    if pending.count > 3_200 { pending.removeFirst((pending.count - 1_280) & ~1) }
    for index in block.indices {
      guard index * 2 + 1 < pending.count else {
        block[index] = 0
        continue
      }
      let value = UInt16(pending[index * 2]) | UInt16(pending[index * 2 + 1]) << 8
      block[index] = Float(Int16(bitPattern: value)) / 32_768
    }
    pending.removeFirst(min(pending.count & ~1, block.count * 2))
    return recorder.isRunning && player.isRunning
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    recording.add(caller: caller, agent: agent, start: start)
    var bytes = Data(capacity: agent.count * 2)
    for index in agent.indices {
      let value = UInt16(bitPattern: Int16(max(-1, min(1, agent[index])) * 32_767))
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
    // A block that a stuck loudspeaker does not take is dropped; the session's loop must not wait for it.
    let speaker = loudspeaker.fileHandleForWriting.fileDescriptor
    _ = bytes.withUnsafeBytes { Foundation.write(speaker, $0.baseAddress, $0.count) }
  }

  func close() {
    for process in [recorder, player] where process.isRunning { process.terminate() }
  }
}
