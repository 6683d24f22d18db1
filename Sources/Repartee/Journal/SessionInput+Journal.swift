import ReparteeCore
import ReparteeTurn

/// Inputs as bytes, for the journal. The numbers are part of the format: never reuse one.
extension SessionInput {
  func encode(into writer: inout ByteWriter) {
    switch self {
    case .started: writer.write(UInt8(1))
    case .voice(let frame):
      writer.write(UInt8(12))
      writer.write(frame.probability)
      writer.write(frame.end.nanoseconds)
      writer.write(frame.level)
      writer.write(frame.echo)
      writer.write(UInt8(frame.isEchoKnown ? 1 : 0))
    case .blockSent(let samples):
      writer.write(UInt8(3))
      writer.write(UInt32(clamping: samples))
    case .transcript(let call, let text): writer.write(4, call, text)
    case .turnProbability(let call, let probability):
      writer.write(UInt8(5))
      writer.write(call.value)
      writer.write(probability)
    case .token(let call, let text): writer.write(6, call, text)
    case .tokensEnded(let call): writer.write(7, call)
    case .speech(let call, let samples, let words):
      writer.write(8, call)
      writer.write(UInt32(clamping: samples))
      writer.write(UInt32(clamping: words.count))
      for word in words {
        for bound in [
          word.text.lowerBound, word.text.upperBound, word.samples.lowerBound,
          word.samples.upperBound,
        ] { writer.write(UInt32(clamping: bound)) }
      }
    case .speechEnded(let call): writer.write(9, call)
    case .failed(let call, let message): writer.write(10, call, message)
    case .callerGone: writer.write(UInt8(11))
    case .playout(let behind):
      writer.write(UInt8(13))
      writer.write(behind.nanoseconds)
    case .command(let command): command.encode(into: &writer)
    }
  }

  /// - Returns: nil when the bytes are not an input.
  init?(from reader: inout ByteReader) {
    guard let tag = reader.read(UInt8.self), let input = Self.decode(tag, &reader) else {
      return nil
    }
    self = input
  }

  private static func decode(_ tag: UInt8, _ reader: inout ByteReader) -> SessionInput? {
    switch tag {
    case 1: return .started
    case 3: return reader.read(UInt32.self).map { .blockSent(samples: Int($0)) }
    case 11: return .callerGone
    case 12:
      guard let probability = reader.readFloat(), let end = reader.read(Int64.self),
        let level = reader.readFloat(), let echo = reader.readFloat(),
        let known = reader.read(UInt8.self)
      else { return nil }
      return .voice(
        VoiceFrame(
          probability, end: MediaTime(nanoseconds: end), level: level, echo: echo,
          isEchoKnown: known == 1))
    case 13: return reader.read(Int64.self).map { .playout(behind: MediaTime(nanoseconds: $0)) }
    case 14...17: return CallCommand(tag, from: &reader).map { .command($0) }
    case 4...10:
      guard let id = reader.read(UInt32.self) else { return nil }
      return decode(tag, CallID(id), &reader)
    default: return nil
    }
  }

  private static func decode(
    _ tag: UInt8, _ call: CallID, _ reader: inout ByteReader
  ) -> SessionInput? {
    switch tag {
    case 4: reader.readString().map { .transcript(call, text: $0) }
    case 5: reader.readFloat().map { .turnProbability(call, $0) }
    case 6: reader.readString().map { .token(call, $0) }
    case 7: .tokensEnded(call)
    case 8: decodeSpeech(call, &reader)
    case 9: .speechEnded(call)
    case 10: reader.readString().map { .failed(call, $0) }
    default: nil
    }
  }

  private static func decodeSpeech(_ call: CallID, _ reader: inout ByteReader) -> SessionInput? {
    guard let samples = reader.read(UInt32.self), let count = reader.read(UInt32.self),
      Int(count) <= reader.remaining / 16
    else { return nil }
    var words: [SpokenWord] = []
    for _ in 0..<count {
      guard let a = reader.read(UInt32.self), let b = reader.read(UInt32.self), a <= b,
        let c = reader.read(UInt32.self), let d = reader.read(UInt32.self), c <= d
      else { return nil }
      words.append(SpokenWord(text: Int(a)..<Int(b), samples: Int(c)..<Int(d)))
    }
    return .speech(call, samples: Int(samples), words: words)
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ tag: UInt8, _ call: CallID, _ text: String? = nil) {
    write(tag)
    write(call.value)
    if let text { write(text) }
  }
}
