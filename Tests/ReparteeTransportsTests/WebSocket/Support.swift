import Repartee
import ReparteeCore

@testable import ReparteeTransports

/// A small generator, so that tests use the same numbers every time.
struct Noise: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Changes that damaged texts show, and some that attackers think of.
  mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &self)
    let end = min(bytes.count, place + Int.random(in: 1...8, using: &self))
    switch Int.random(in: 0..<6, using: &self) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self)
    case 2: bytes.removeSubrange(place...)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
    default: bytes.insert(Array("{}[]\":,\\%&=+".utf8).randomElement(using: &self) ?? 0, at: place)
    }
  }
}

/// What an endpoint sent.
final class Sent {
  var all: [WebSocketOut] = []

  var audio: [[UInt8]] {
    all.compactMap { if case .audio(let bytes) = $0 { bytes } else { nil } }
  }

  var samples: [Float] { PCM.samples(audio.flatMap { $0 }) }

  var texts: [String] {
    all.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  var closure: CallClosure? {
    all.lazy.compactMap { if case .close(let closure) = $0 { closure } else { nil } }.first
  }
}

/// PCM16 little-endian, made and read by hand.
enum PCM {
  static func bytes(_ samples: [Float]) -> [UInt8] {
    samples.flatMap { sample in
      let value = UInt16(bitPattern: Int16((max(-1, min(1, sample)) * 32_767).rounded()))
      return [UInt8(value & 0xFF), UInt8(value >> 8)]
    }
  }

  static func samples(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count - 1, by: 2).map {
      Float(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)) / 32_768
    }
  }
}

/// A sine of 1 kHz at half of full scale.
enum Tone {
  static func samples(seconds: Double, rate: SampleRate, level: Double = 0.5) -> [Float] {
    (0..<Int(seconds * Double(rate.hertz))).map {
      Float(level * sine(Double($0) * 1_000 / Double(rate.hertz)))
    }
  }

  /// The sine of so many turns.
  static func sine(_ turns: Double) -> Double {
    var angle = (turns - turns.rounded()) * 2 * Double.pi
    if angle > Double.pi / 2 { angle = Double.pi - angle }
    if angle < -Double.pi / 2 { angle = -Double.pi - angle }
    // Taylor's series to the thirteenth power: better than 16 bits within a quarter of a turn.
    var (sum, term) = (angle, angle)
    for power in stride(from: 3.0, through: 13, by: 2) {
      term *= -angle * angle / (power * (power - 1))
      sum += term
    }
    return sum
  }

  /// How strong 1 kHz is in the samples, and what is left without it (root of the mean square).
  static func measure(_ samples: ArraySlice<Float>, rate: SampleRate) -> (
    level: Double, rest: Double
  ) {
    var (inPhase, across, power) = (0.0, 0.0, 0.0)
    for (index, sample) in samples.enumerated() {
      let turns = Double(index) * 1_000 / Double(rate.hertz)
      inPhase += Double(sample) * sine(turns)
      across += Double(sample) * sine(turns + 0.25)
      power += Double(sample) * Double(sample)
    }
    let count = Double(samples.count)
    let square = 4 * (inPhase * inPhase + across * across) / (count * count)
    return (square.squareRoot(), max(0, power / count - square / 2).squareRoot())
  }
}

extension WebSocketEndpoint {
  /// The next block that the session would hear.
  func take() -> (block: [Float], isHere: Bool) {
    var block = [Float](repeating: .nan, count: 320)
    var span = block.mutableSpan
    let isHere = nextCallerBlock(into: &span)
    return (block, isHere)
  }

  /// What the session hears in so many blocks.
  func hear(blocks: Int) -> [Float] { (0..<blocks).flatMap { _ in take().block } }

  func receive(_ bytes: [UInt8]) { receive(binary: bytes.span) }

  /// Gives it the agent's samples, a block at a time.
  func speak(_ samples: [Float], rate: SampleRate) {
    let silence = [Float](repeating: 0, count: 320)
    for start in stride(from: 0, to: samples.count, by: rate.blockSize) {
      let end = min(start + rate.blockSize, samples.count)
      exchange(caller: silence.span, agent: samples.span.extracting(start..<end), start: .zero)
    }
  }

  func speak(seconds: Double, rate: SampleRate = .hz24000) {
    speak(Tone.samples(seconds: seconds, rate: rate), rate: rate)
  }

  func beSilent(blocks: Int, rate: SampleRate = .hz24000) {
    speak([Float](repeating: 0, count: blocks * rate.blockSize), rate: rate)
  }
}
