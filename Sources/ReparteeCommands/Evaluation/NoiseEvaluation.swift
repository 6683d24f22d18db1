internal import Repartee
internal import ReparteeAudio
internal import ReparteeCore

/// Plays what is no speech over the agent: none of it may take the turn.
struct NoiseEvaluation {
  /// Long enough for the agent to be talking still when the longest sound is over.
  static let monologue =
    "Thank you for calling, and let me tell you about our opening hours. We are open from nine to five on Monday "
    + "and on Tuesday, and from ten to six on Wednesday and on Thursday. On Friday we close at noon, because the "
    + "whole team meets in the afternoon. The street in front of the house is being repaired this month, so please "
    + "use the entrance on the other side, where you will also find a place to leave your car."

  /// In decibels of the agent's level.
  static let levels: [Float] = [0, -10, -20]
  /// Of longer recordings only so much is played, in seconds.
  static let longest = 6.0

  var data: DataFolder
  var scene: OverlapScene
  /// The agent's level on the caller's line, in decibels of full scale.
  var agentLevel: Float
  /// How many recordings of each kind are played.
  var most = Int.max

  /// A recording at a level, and what came of it.
  struct Trial: Sendable {
    var kind: String
    var clip: String
    var level: Float
    var outcome: OverlapScene.Outcome
  }

  static let folders = [
    "noise/esc10/baby_cry", "noise/esc10/chainsaw", "noise/esc10/clock_tick",
    "noise/esc10/dog_bark",
    "noise/esc10/fire_crackling", "noise/esc10/helicopter", "noise/esc10/person_sneeze",
    "noise/esc10/rain", "noise/esc10/rooster", "noise/esc10/sea_waves", "noise/livekit",
    "noise/music", "noise/tones",
  ]

  func run(note: (String) -> Void) async throws -> [Trial] {
    var trials: [Trial] = []
    for folder in Self.folders {
      let kind = folder.split(separator: "/").last.map(String.init) ?? folder
      for entry in data.entries(under: folder).prefix(most) {
        let samples = try data.samples(of: entry)
        for level in Self.levels {
          let clip = CallerClip(
            name: entry.name, samples: samples, cut: 0...Self.longest, level: agentLevel + level)
          let line = OverheardLine(caller: clip.samples, lead: .seconds(2))
          let onset = MediaTime.samples(clip.onset, at: .hz16000)
          let outcome = try await scene.run(line, onset: onset)
          if outcome.cut != nil {
            note("cut: \(kind)/\(entry.name) at \(Int(level)) dB: \(outcome.reasons)")
          }
          trials.append(Trial(kind: kind, clip: entry.name, level: level, outcome: outcome))
        }
      }
      note("\(kind): \(trials.count { $0.kind == kind }) calls")
    }
    return trials
  }

  static func table(_ trials: [Trial], title: String) -> EvaluationTable {
    var table = EvaluationTable(
      title,
      columns: [
        "sound", "level dB", "calls", "paused", "pauses", "cut", "pause p50", "pause p95",
        "pause max", "words",
      ],
      notes: [
        "paused: calls in which the agent was silenced at all; a pause is from there until it goes on, ms",
        "words: what the recogniser wrote of it, partial transcripts too",
      ])
    let kinds = trials.map(\.kind).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    for kind in kinds + ["all"] {
      for level in levels {
        let some = trials.filter { ($0.kind == kind || kind == "all") && $0.level == level }
        guard !some.isEmpty else { continue }
        let pauses = some.flatMap { $0.outcome.pauses.compactMap(\.length) }
        table.add([
          .text(kind), .number(Double(level), 0), .count(some.count),
          .count(some.count { !$0.outcome.pauses.isEmpty }),
          .count(some.reduce(0) { $0 + $1.outcome.pauses.count }),
          .count(some.count { $0.outcome.cut != nil }),
          .milliseconds(percentile(pauses, 0.5)), .milliseconds(percentile(pauses, 0.95)),
          .milliseconds(pauses.max()), .count(some.reduce(0) { $0 + $1.outcome.words }),
        ])
      }
    }
    return table
  }
}
