internal import Foundation
internal import Repartee

/// The microphone and the loudspeaker of this machine, through ALSA's own programs.
struct SoundDevices {
  var recorder: String
  var player: String

  /// - Throws: one line that says what is missing and what to do.
  static func find() throws -> SoundDevices {
    let pcm = (try? String(contentsOfFile: "/proc/asound/pcm", encoding: .utf8)) ?? ""
    guard pcm.contains("capture") else {
      throw CommandError(
        "this machine has no microphone that ALSA knows (/proc/asound/pcm); run the demo without --mic"
      )
    }
    guard pcm.contains("playback") else {
      throw CommandError(
        "this machine has no loudspeaker that ALSA knows (/proc/asound/pcm); run the demo without --mic"
      )
    }
    guard let recorder = SystemProgram.find("arecord"), let player = SystemProgram.find("aplay")
    else {
      throw CommandError("arecord and aplay are not installed: apt-get install alsa-utils")
    }
    return SoundDevices(recorder: recorder, player: player)
  }

  /// Whether there are any, in words.
  static var summary: String {
    do {
      _ = try find()
      return "microphone and loudspeaker found"
    } catch { return "\(error)" }
  }

  func open(recording: StereoRecording) throws -> any CallEndpoint {
    try SoundEndpoint(devices: self, recording: recording)
  }
}
