/// What was published of two other frameworks by the scenario contract that `bench turns` keeps.
///
/// Another run on another machine: for factors, not for digits. Reply floor, LLM and TTS 0 ms, transcript
/// 100 ms after the end; sounds while the agent talks; milliseconds.
enum PeerFigures {
  static let label = "other run, other machine"

  struct Floor {
    var name: String
    var p50: Double
    var p95: Double
    var minimum: Double
    var slow: Int
  }

  struct Sound {
    var name: String
    var sound: String
    var count: Int
    var outcomes: String
    var stop50: Double?
    var stop95: Double?
    var pause: Double?
    var lost: Double?
    var newReplies: Int
  }

  /// Thirty turns each, none missed, none early.
  static let floor = [
    Floor(name: "LiveKit Agents 1.8.9", p50: 380.1, p95: 2_590.4, minimum: 108.3, slow: 3),
    Floor(name: "Pipecat 1.14.0", p50: 329.1, p95: 3_271.8, minimum: 108.4, slow: 3),
    Floor(
      name: "Pipecat, transcript not marked final", p50: 1_062.3, p95: 3_282.3, minimum: 780.6,
      slow: 3),
  ]

  static let sounds = [
    row("LiveKit Agents 1.8.9", "speech", 12, "0/0/12", 575, 604, nil, 4_590, 12),
    row("Pipecat 1.14.0", "speech", 12, "0/0/12", 254, 279, nil, 4_935, 12),
    row("LiveKit Agents 1.8.9", "backchannel", 8, "0/0/8", 535, 615, nil, 4_745, 8),
    row("Pipecat 1.14.0", "backchannel", 8, "0/0/8", 276, 306, nil, 5_020, 8),
    row("LiveKit Agents 1.8.9", "unheard", 4, "2/2/0", 614, 650, 2_160, 190, 0),
    row("Pipecat 1.14.0", "unheard", 4, "0/0/4", 265, 294, nil, 4_850, 2),
    row("LiveKit Agents 1.8.9", "noise", 8, "8/0/0", nil, nil, nil, nil, 0),
    row("Pipecat 1.14.0", "noise", 8, "7/0/1", 443, 443, nil, 4_730, 0),
  ]

  private static func row(
    _ name: String, _ sound: String, _ count: Int, _ outcomes: String, _ stop50: Double?,
    _ stop95: Double?, _ pause: Double?, _ lost: Double?, _ newReplies: Int
  ) -> Sound {
    Sound(
      name: name, sound: sound, count: count, outcomes: outcomes, stop50: stop50, stop95: stop95,
      pause: pause, lost: lost, newReplies: newReplies)
  }
}
