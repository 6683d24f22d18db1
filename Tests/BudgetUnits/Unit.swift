import CReparteeRTC
import Foundation
import Repartee
import ReparteeAudio
import ReparteeCore
import ReparteeLocal
import ReparteeTurn

/// What runs many times a second in each call.
enum Unit: String, CaseIterable {
  /// 32 ms of the voice detector.
  case vadFrame = "vad-frame"
  /// What a turn machine is told: a frame's verdict or that a block has passed.
  case turnEvent = "turn-event"
  /// 20 ms to µ-law and back, 8 kHz.
  case g711Block = "g711-block"
  /// 20 ms to Opus at 24 kHz and back at 16 kHz, as calls do it.
  case opusBlock = "opus-block"
  /// A block of a reply that has left: the text that was heard grows.
  case ledgerUpdate = "ledger-update"

  /// - Returns: something that depends on all of the work, so that none of it can be left out.
  func run(_ count: Int) throws -> Double {
    switch self {
    case .vadFrame: try Self.hear(count)
    case .turnEvent: Self.take(count)
    case .g711Block: Self.quantise(count)
    case .opusBlock: try Self.code(count)
    case .ledgerUpdate: Self.send(count)
    }
  }

  /// A buzz with a swell of 1 s, the same always: to all of them something like speech.
  private static func sound(_ count: Int, rate: Int) -> [Float] {
    (0..<count).map { index in
      let time = Double(index) / Double(rate)
      let swell = 0.5 - 0.5 * cos(2 * .pi * time)
      let buzz = (1...8).reduce(0.0) { $0 + sin(2 * .pi * 120 * Double($1) * time) / Double($1) }
      return Float(0.1 * swell * buzz)
    }
  }

  private static func hear(_ count: Int) throws -> Double {
    let stream = try SileroVoiceDetector().makeStream()
    let samples = sound(512 * 64, rate: 16_000)
    var sum = 0.0
    for number in 0..<count {
      let start = number % 64 * 512
      sum += Double(stream.process(samples.span.extracting(start..<start + 512)))
    }
    return sum
  }

  /// A caller who speaks for a second, is silent for two and is answered for one, again and again: of 1000 events 390 are
  /// frames and 610 blocks, as in a call.
  private static func take(_ count: Int) -> Double {
    var machine = TurnMachine(
      profile: TurnProfile(TurnSettings()), abilities: .init(detector: true))
    var (actions, frames, blocks) = (0, 0, 0)
    for _ in 0..<count {
      let (frameEnd, blockEnd) = (32 * Int64(frames + 1), 20 * Int64(blocks + 1))
      if frameEnd <= blockEnd {
        frames += 1
        let end = MediaTime.milliseconds(frameEnd)
        let isSpeech = frameEnd % 4_000 < 1_000
        let frame = VoiceFrame(isSpeech ? 0.95 : 0.02, end: end, level: isSpeech ? -25 : -60)
        actions += answer(machine.handle(.voice(frame), at: end), of: &machine, at: end)
      } else {
        blocks += 1
        let end = MediaTime.milliseconds(blockEnd)
        actions += answer(machine.handle(.tick, at: end), of: &machine, at: end)
      }
    }
    return Double(actions)
  }

  /// Models that answer at once.
  private static func answer(
    _ actions: [TurnAction], of machine: inout TurnMachine, at now: MediaTime
  ) -> Int {
    var count = actions.count
    for action in actions {
      switch action {
      case .wantFinal: count += machine.handle(.final("What time is it?"), at: now).count
      case .wantPartial: count += machine.handle(.partial("What time"), at: now).count
      case .askTurn: count += machine.handle(.turnProbability(0.9), at: now).count
      case .commit:
        count += machine.handle(.agentStarted, at: now).count
        count += machine.handle(.agentFinished, at: now).count
      default: break
      }
    }
    return count
  }

  private static func quantise(_ count: Int) -> Double {
    var samples = sound(160, rate: 8_000)
    var codes = [UInt8](repeating: 0, count: 160)
    for _ in 0..<count {
      var bytes = codes.mutableSpan
      G711.muLaw.encode(samples.span, into: &bytes)
      var span = samples.mutableSpan
      G711.muLaw.decode(codes.span, into: &span)
    }
    return Double(samples.reduce(0, +))
  }

  private struct NoCodec: Error {}

  private static func code(_ count: Int) throws -> Double {
    var (encoder, decoder): (OpaquePointer?, OpaquePointer?)
    guard
      rp_opus_encoder_create(24_000, Int32(RP_OPUS_LOW_DELAY.rawValue), 1, 32_000, &encoder) == 0,
      rp_opus_decoder_create(16_000, &decoder) == 0, let encoder, let decoder
    else { throw NoCodec() }
    defer {
      rp_opus_encoder_destroy(encoder)
      rp_opus_decoder_destroy(decoder)
    }
    let samples = sound(480 * 50, rate: 24_000)
    var packet = [UInt8](repeating: 0, count: 1_000)
    var output = [Float](repeating: 0, count: 320)
    var sum = 0.0
    for number in 0..<count {
      let length = samples.withUnsafeBufferPointer {
        rp_opus_encode(
          encoder, $0.baseAddress.map { $0 + number % 50 * 480 }, 480, &packet, packet.count)
      }
      guard length > 0, rp_opus_decode(decoder, packet, Int(length), &output, 320) == 320 else {
        throw NoCodec()
      }
      sum += Double(output[0]) + Double(length)
    }
    return sum
  }

  /// Replies of two clauses, 100 blocks each; what was heard is asked for when it is more, as captions do.
  private static func send(_ count: Int) -> Double {
    let clause = "The office opens at nine o'clock, every day but Sunday."
    let words = words(of: clause, samples: 24_000)
    var ledger = PlayoutLedger()
    var (sum, known) = (0, 0)
    for number in 0..<count {
      if number % 100 == 0 { (ledger, known) = (PlayoutLedger(), 0) }
      if number % 50 == 0 {
        ledger.beginClause(clause)
        ledger.append(samples: 24_000, words: words)
        ledger.endClause()
      }
      ledger.send(480)
      guard ledger.heardCount > known else { continue }
      known = ledger.heardCount
      sum += ledger.heardText.utf8.count
    }
    return Double(sum)
  }

  private static func words(of text: String, samples: Int) -> [PlayoutLedger.Word] {
    var place = 0
    return text.split(separator: " ").map { word in
      let range = place..<place + word.utf8.count
      place = range.upperBound + 1
      let size = text.utf8.count
      return .init(
        text: range,
        samples: samples * range.lowerBound / size..<samples * range.upperBound / size)
    }
  }
}
