import ReparteeAudio

/// A made-up telephone call, block by block: what the agent played, and what came back.
struct EchoScene {
  static let block = 320
  var agent: [Float]
  var heard: [Float]

  /// Noise that rises and falls and changes colour like speech, about -23 dB.
  static func voice(seed: UInt64, seconds: Double) -> [Float] {
    var noise = Noise(seed: seed)
    let count = Int(seconds * 16_000)
    var result: [Float] = []
    result.reserveCapacity(count)
    while result.count < count {
      // A syllable of 80 to 250 ms, then now and then a pause.
      let length = Int.random(in: 1_280...4_000, using: &noise)
      let pole = Float.random(in: -0.6...0.9, using: &noise)
      let loud = Float.random(in: 0.02...0.3, using: &noise)
      var state: Float = 0
      for index in 0..<length {
        let x = Float(index) / Float(length)
        state = pole * state + (1 - pole.magnitude) * Float.random(in: -1...1, using: &noise)
        result.append(4 * x * (1 - x) * loud * state)
      }
      let pause = Int.random(in: 0...3, using: &noise) == 0 ? 3_200 : 320
      result += [Float](repeating: 0, count: pause)
    }
    return Array(result.prefix(count))
  }

  /// The agent's voice after a loudspeaker, a room, a line with µ-law and a delay.
  static func echo(
    of agent: [Float], delay milliseconds: Int, gain decibels: Float, tail: Float = 0.996
  ) -> [Float] {
    let (delay, gain) = (milliseconds * 16, Levels.amplitude(decibels))
    var (reverberation, low, line): (Float, Float, Float) = (0, 0, 0)
    var noise = Noise(seed: 99)
    let returned = agent.indices.map { index -> Float in
      let direct = index >= delay ? agent[index - delay] : 0
      let sign: Float = index % 7 < 3 ? 1 : -1
      reverberation = tail * reverberation + 0.05 * sign * direct
      low += 0.5 * (direct + reverberation - low)
      line = 0.9 * line + 0.1 * low
      return gain * (low - line) + 0.0003 * Float.random(in: -1...1, using: &noise)
    }
    var codes = [UInt8](repeating: 0, count: returned.count)
    var bytes = codes.mutableSpan
    G711.muLaw.encode(returned.span, into: &bytes)
    var decoded = returned
    var span = decoded.mutableSpan
    G711.muLaw.decode(codes.span, into: &span)
    return decoded
  }

  /// The likeness of each block.
  func run(_ check: inout EchoCheck) -> [Float] {
    (0..<agent.count / Self.block).map { index in
      let range = index * Self.block..<(index + 1) * Self.block
      check.played(Array(agent[range]).span)
      return check.heard(Array(heard[range]).span)
    }
  }
}

extension Array where Element == Float {
  /// How many of the blocks in this stretch of seconds are at or above 0.6, of those that say anything.
  func share(from start: Double, to end: Double) -> Float {
    let part = self[Int(start * 50)..<Swift.min(count, Int(end * 50))]
    return Float(part.filter { $0 >= 0.6 }.count) / Float(part.count)
  }
}
