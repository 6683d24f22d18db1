internal import ReparteeCore

/// Trial after trial: the caller asks, and makes a sound while the agent answers.
final class InterruptionPlan: CallPlan {
  private enum Phase {
    case idle(until: MediaTime)
    case asked(at: MediaTime)
    case answered(start: MediaTime, speakAt: MediaTime)
    case spoken(Trial)
  }

  private struct Trial {
    var clip: String
    var start: MediaTime
    var onset: MediaTime
    var end: MediaTime
  }

  /// The kinds of sound, by what the recogniser and the harness make of them.
  enum Sound: String, Sendable, CaseIterable {
    case speech, backchannel, unheard, noise
  }

  static let talk = MediaTime.seconds(10)

  private let trigger: CallerClip
  private let clips: [CallerClip]
  private let sound: Sound
  private let count: Int
  private let voice: UnitVoice
  private var random: SeededRandom
  private var phase: Phase
  private var begun = 0
  private(set) var results: [InterruptionTrial] = []

  init(
    _ sound: Sound, trigger: CallerClip, clips: [CallerClip], trials: Int, voice: UnitVoice,
    seed: UInt64 = 1
  ) {
    self.sound = sound
    self.trigger = trigger
    self.clips = clips
    self.voice = voice
    count = clips.isEmpty ? 0 : trials
    random = SeededRandom(seed: seed)
    phase = .idle(until: .seconds(3 + 3 * random.unit()))
  }

  func proceed(at now: MediaTime, on line: ScriptedLine) -> Bool {
    switch phase {
    case .idle(let until) where now >= until:
      guard begun < count else { return false }
      begun += 1
      voice.setLength(Self.talk)
      _ = line.say(trigger)
      phase = .asked(at: now)
    case .asked(let said): awaitReply(since: said, at: now, on: line)
    case .answered(let start, let speakAt) where now >= speakAt:
      speak(over: start, on: line)
    case .spoken(let trial) where now >= max(trial.end, line.ledger.end + .milliseconds(300)):
      results.append(
        InterruptionTrial(
          clip: trial.clip, ledger: line.ledger, voice: voice, start: trial.start,
          onset: trial.onset, end: now))
      phase = .idle(until: now + .seconds(1.2))
    case .idle, .answered, .spoken: break
    }
    return true
  }

  private func awaitReply(since said: MediaTime, at now: MediaTime, on line: ScriptedLine) {
    if let first = line.ledger.firstBlock(from: said) {
      voice.setLength(.milliseconds(600))
      phase = .answered(start: first, speakAt: first + .seconds(4 + random.unit()))
    } else if now >= said + .seconds(12) {
      results.append(InterruptionTrial(unanswered: trigger.name))
      phase = .idle(until: now)
    }
  }

  private func speak(over start: MediaTime, on line: ScriptedLine) {
    let clip = clips[(begun - 1) % clips.count]
    let isHeard = sound == .speech || sound == .backchannel
    let (onset, offset) = line.say(clip, isHeard: isHeard)
    let end =
      sound == .speech
      ? offset + .seconds(2) : max(start + Self.talk + .milliseconds(500), offset + .seconds(4.5))
    phase = .spoken(Trial(clip: clip.name, start: start, onset: onset, end: end))
  }
}
