import ReparteeCore
import ReparteeTurn

/// How one call is: what the caller's side sounds like and how the models behave.
enum PropertyManner: String, CaseIterable, Sendable {
  case calm, talkative, interrupting, noisy, slow, failing, dead, anything

  /// How probably a model call is never answered, fails, and how long it takes.
  var silentModels: Double {
    switch self {
    case .dead: 0.5
    case .failing, .anything: 0.1
    default: 0.005
    }
  }
  var failingModels: Double {
    switch self {
    case .failing: 0.5
    case .anything: 0.1
    default: 0.01
    }
  }
  var delay: ClosedRange<Int> {
    switch self {
    case .calm, .talkative, .interrupting, .noisy: 0...400
    case .slow, .dead: 50...8_000
    case .failing, .anything: 0...2_000
    }
  }
  /// How often something comes that nobody asked for.
  var strays: Double { self == .anything ? 0.05 : 0.002 }
}

/// What the caller's side sounds like, frame by frame.
struct PropertyVoice {
  private enum Sound { case silence, speech, unsure, click, echo, background, numbersThatAreNone }
  private let manner: PropertyManner
  private var sound = Sound.silence
  private var framesLeft = 20

  init(_ manner: PropertyManner) { self.manner = manner }

  mutating func next(end: MediaTime, _ random: inout PropertyRandom) -> VoiceFrame {
    framesLeft -= 1
    if framesLeft < 0 { change(&random) }
    let level = Float(random.number(-6.0...6.0))
    switch sound {
    case .silence:
      return VoiceFrame(Float(random.number(0.0...0.2)), end: end, level: -60 + level)
    case .speech: return VoiceFrame(Float(random.number(0.7...1.0)), end: end, level: -25 + level)
    case .unsure: return VoiceFrame(Float(random.share()), end: end, level: -35 + level)
    case .click:
      return VoiceFrame(
        random.chance(0.5) ? 0.9 : 0.05, end: end, level: -20 + level,
        echo: Float(random.number(0.0...0.5)))
    case .echo: return VoiceFrame(0.9, end: end, level: -35 + level, echo: 0.9)
    case .background: return VoiceFrame(0.9, end: end, level: -55 + level)
    case .numbersThatAreNone:
      let odd: [Float] = [.nan, .infinity, -.infinity, -1, 2, 0.5]
      return VoiceFrame(
        random.pick(odd), end: end, level: random.pick(odd) * 40, echo: random.pick(odd))
    }
  }

  private mutating func change(_ random: inout PropertyRandom) {
    let sounds: [Sound]
    switch manner {
    case .calm: sounds = [.speech]
    case .talkative: sounds = [.speech, .speech, .unsure]
    case .interrupting, .slow, .failing, .dead: sounds = [.speech, .speech, .click, .unsure]
    case .noisy: sounds = [.click, .echo, .background, .unsure, .speech]
    case .anything:
      sounds = [.speech, .unsure, .click, .echo, .background, .numbersThatAreNone]
    }
    let wasSilence = sound == .silence
    sound = wasSilence ? random.pick(sounds) : random.chance(0.85) ? .silence : random.pick(sounds)
    let frames: ClosedRange<Int> =
      switch (manner, sound) {
      case (.calm, .silence): 5...150
      case (.talkative, .silence): 2...25
      case (.talkative, _): 10...200
      case (_, .silence): 1...80
      case (.interrupting, _): 2...40
      default: 1...60
      }
    framesLeft = Int(random.time(frames).milliseconds)
    if random.chance(0.003) { framesLeft = 600 }
  }
}
