internal import ReparteeCore

/// What a program says of one start: one line of JSON, the same from every framework. Times in milliseconds.
struct PeerLine: Sendable, Codable {
  struct Turn: Sendable, Codable {
    var clip: String
    /// Nil when no reply came.
    var ms: Double?
  }

  /// What was heard of a reply, for the judge.
  struct Trial: Sendable, Codable {
    var clip: String
    var onset: Double
    /// First unit and count.
    var reply: [Int]?
    /// Time, first unit and count of each stretch.
    var heard: [[Double]]
  }

  /// Megabytes of a process.
  struct Memory: Sendable, Codable {
    var resident: Double
    /// Shared with no other process.
    var `private`: Double
  }

  struct Density: Sendable, Codable {
    /// Seconds of processor time and of time.
    var cpu: Double
    var wall: Double
    /// Seconds of processor time to start one session.
    var startCPU: Double
    var turns: Int
    var missed: Int
    var replies: [Double]
    var lag: [Double?]
    /// `imported`, `first` and `end`.
    var memory: [String: Memory]

    enum CodingKeys: String, CodingKey {
      case cpu, wall, turns, missed, replies, lag, memory
      case startCPU = "start_cpu"
    }
  }

  var peer: String
  var bench: PeerPlan.Bench
  var sound: InterruptionPlan.Sound?
  var sessions: Int
  var versions: [String: String]
  /// Median, 99th percentile and maximum of how late blocks of the caller were read.
  var late: [Double?]
  /// Onset and offset of every clip, in samples at 16 kHz.
  var truth: [String: [Int]]
  var turns: [Turn]?
  var trials: [Trial]?
  var density: Density?
}

extension PeerLine.Trial {
  init(_ trial: InterruptionTrial) {
    clip = trial.clip
    onset = trial.onset.milliseconds
    reply = trial.reply.map { [$0.lowerBound, $0.count] }
    heard = []
    for unit in trial.heard {
      let time = unit.time.milliseconds
      if let run = heard.last, Double(unit.unit) == run[1] + run[2],
        abs(time - run[0] - 10 * run[2]) < 0.5
      {
        heard[heard.count - 1][2] += 1
      } else {
        heard.append([time, Double(unit.unit), 1])
      }
    }
  }

  /// What the judge reads; stretches that make no sense are left out.
  var trial: InterruptionTrial {
    let units = heard.flatMap { run -> [UnitLedger.Heard] in
      guard run.count == 3, run[0].magnitude < 1e9, (0..<1e6).contains(run[1]),
        (0..<1e6).contains(run[2])
      else { return [] }
      return (0..<Int(run[2])).map { place in
        UnitLedger.Heard(
          time: .seconds((run[0] + 10 * Double(place)) / 1_000), unit: Int(run[1]) + place)
      }
    }
    let range = reply.flatMap { reply in
      reply.count == 2 && (0..<1_000_000).contains(reply[0]) && (0..<1_000_000).contains(reply[1])
        ? reply[0]..<reply[0] + reply[1] : nil
    }
    let sane = onset.magnitude < 1e9 ? onset : 0
    return InterruptionTrial(
      clip: clip, onset: .seconds(sane / 1_000), reply: range, heard: units)
  }
}

/// Median, 99th percentile and maximum of figures.
func tail(_ values: [Double]) -> [Double?] {
  let sorted = values.sorted()
  return [0.5, 0.99, 1].map { share in
    sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}
