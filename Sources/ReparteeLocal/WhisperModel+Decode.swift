import Foundation
import Repartee
import ReparteeInference

/// What the model wrote for one stretch of audio.
struct WhisperReading: Sendable, Equatable {
  enum Ending: Sendable, Equatable { case finished, loop, length }
  var tokens: [Int32] = []
  /// The model's own probability that nobody spoke.
  var noSpeech: Float = 0
  /// Mean natural logarithm of the probability of what was written, the end included.
  var confidence: Float = 0
  var ending = Ending.length
  /// How many tokens of the draft were right.
  var accepted = 0
}

extension WhisperModel {
  /// Writes down encoded audio, the most probable token each time.
  /// - Parameters:
  ///   - draft: tokens that may be right; they are checked in one go, and the first wrong one and what follows it
  ///     are written anew. What comes out is the same but for the rounding of 8-bit products.
  ///   - limit: the most tokens to write.
  /// - Throws: `.cancelled` within one token of a cancellation, `.failed`.
  func decode(
    _ audio: WhisperAudio, draft: [Int32] = [], limit: Int, _ token: CancellationToken
  ) throws(ModelError) -> WhisperReading {
    let limit = min(limit, configuration.sizes.textPositions - prompt.count - 1)
    let draft = draft.prefix(limit).prefix { 0..<Int32(configuration.special.end) ~= $0 }
    var decoder = try WhisperDecoder(self, audio, token)
    var writer = WhisperWriter(configuration, limit: limit)
    let rows = [0] + (prompt.count - 1..<prompt.count + draft.count)
    let logits = try decoder.read(prompt + draft.map(Int.init), rows: rows)
    try writer.hearSilence(in: logits)
    for (row, guess) in draft.enumerated() {
      guard try writer.write(logits, row: row + 1) else { return writer.reading }
      guard writer.reading.tokens.last == guess else { break }
      writer.reading.accepted += 1
    }
    let accepted = writer.reading.accepted
    if accepted == draft.count {
      guard try writer.write(logits, row: accepted + 1) else { return writer.reading }
    }
    try decoder.truncate(to: prompt.count + accepted)
    while let last = writer.reading.tokens.last {
      let logits = try decoder.read([Int(last)], rows: [0])
      guard try writer.write(logits, row: 0) else { break }
    }
    return writer.reading
  }
}

/// Picks tokens from logits, and knows when to stop.
struct WhisperWriter {
  private let configuration: WhisperConfiguration
  private let limit: Int
  private var sum: Float = 0
  private var picks: Float = 0
  var reading = WhisperReading()

  init(_ configuration: WhisperConfiguration, limit: Int) {
    self.configuration = configuration
    self.limit = limit
  }

  /// Takes the probability of "no speech" from the logits after the first token of the prompt.
  mutating func hearSilence(in logits: OnnxTensor) throws(ModelError) {
    let token = configuration.special.noSpeech
    let size = configuration.sizes.vocabulary
    reading.noSpeech = try logits.withValues(of: Float.self) { buffer in
      guard buffer.count >= size else { return 0 }
      let row = buffer[0..<size]
      let highest = row.max() ?? 0
      return exp(row[token] - highest) / Self.sum(of: row, below: highest)
    }
  }

  /// Adds the most probable token of a row.
  /// - Returns: whether to go on.
  mutating func write(_ logits: OnnxTensor, row: Int) throws(ModelError) -> Bool {
    let (token, confidence) = try pick(logits, row)
    sum += confidence
    picks += 1
    reading.confidence = sum / picks
    guard token != configuration.special.end else {
      reading.ending = .finished
      return false
    }
    reading.tokens.append(Int32(token))
    if let repeated = WhisperLoopGuard.repeated(at: reading.tokens[...]) {
      reading.tokens.removeLast(repeated)
      reading.ending = .loop
      return false
    }
    return reading.tokens.count < limit
  }

  private func pick(
    _ logits: OnnxTensor, _ row: Int
  ) throws(ModelError) -> (token: Int, confidence: Float) {
    let size = configuration.sizes.vocabulary
    let end = configuration.special.end
    let isFirst = reading.tokens.isEmpty
    return try logits.withValues(of: Float.self) { buffer in
      guard row * size + size <= buffer.count else { return (end, 0) }
      let row = UnsafeMutableBufferPointer(rebasing: buffer[row * size..<row * size + size])
      for token in configuration.suppressed { row[token] = -.infinity }
      if isFirst { for token in configuration.suppressedFirst { row[token] = -.infinity } }
      // Control tokens have the ids above the end's, and none of them is ever written.
      var best = end
      for token in 0...end where row[token] > row[best] { best = token }
      let highest = row[best]
      guard highest.isFinite else { return (end, 0) }
      return (best, -log(Self.sum(of: row[0...end], below: highest)))
    }
  }

  /// Sum of e^(x - highest). Terms under e^-16 are left out: all of them are less than 1 % together.
  static func sum(
    of row: Slice<UnsafeMutableBufferPointer<Float>>, below highest: Float
  ) -> Float {
    var sum: Float = 0
    for value in row where value > highest - 16 { sum += exp(value - highest) }
    return max(sum, .leastNormalMagnitude)
  }
}
