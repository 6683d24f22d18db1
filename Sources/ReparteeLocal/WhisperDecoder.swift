import Repartee
import ReparteeInference

/// One decoding in progress: the tokens read so far, as keys and values. Lives on one thread.
struct WhisperDecoder {
  private let model: WhisperModel
  private let audio: WhisperAudio
  private let token: CancellationToken
  private var past: [OnnxTensor]
  /// How many tokens were read.
  private(set) var count = 0

  init(
    _ model: WhisperModel, _ audio: WhisperAudio, _ token: CancellationToken
  ) throws(ModelError) {
    self.model = model
    self.audio = audio
    self.token = token
    let sizes = model.configuration.sizes
    past = []
    for _ in 0..<sizes.decoderLayers {
      past.append(
        try OnnxTensor(of: Float.self, shape: [1, sizes.heads, sizes.headWidth, 0]))
      past.append(
        try OnnxTensor(of: Float.self, shape: [1, sizes.heads, 0, sizes.headWidth]))
    }
  }

  /// Reads tokens and gives the logits after those at `rows`, one row of the vocabulary's size each.
  /// - Throws: `.cancelled`, `.failed`.
  mutating func read(_ ids: [Int], rows: [Int]) throws(ModelError) -> OnnxTensor {
    guard !token.isCancelled else { throw WhisperModel.cancelled }
    let total = count + ids.count
    var mask = [Float](repeating: 0, count: ids.count * total)
    for row in 0..<ids.count {
      for column in (count + row + 1)..<max(total, count + row + 1) {
        mask[row * total + column] = -1e9
      }
    }
    var inputs: [(name: String, tensor: OnnxTensor)] = [
      ("ids", try OnnxTensor(ids.map(Int64.init), shape: [1, ids.count])),
      ("positions", try OnnxTensor((count..<total).map(Int64.init), shape: [ids.count])),
      ("mask", try OnnxTensor(mask, shape: [1, 1, ids.count, total])),
      ("rows", try OnnxTensor(rows.map(Int64.init), shape: [rows.count])),
    ]
    inputs += zip(model.names.audio, audio.tensors).map { ($0, $1) }
    inputs += zip(model.names.past, past).map { ($0, $1) }
    var made = try model.decoder.run(
      inputs, outputs: ["logits"] + model.names.next, token: token)
    let logits = made.removeFirst()
    guard logits.shape == [rows.count, model.configuration.sizes.vocabulary] else {
      throw ModelError(.failed, "\(model.model.name) gave logits of shape \(logits.shape)")
    }
    past = made
    count = total
    return logits
  }

  /// Forgets all but the first `kept` tokens.
  mutating func truncate(to kept: Int) throws(ModelError) {
    guard kept < count else { return }
    let sizes = model.configuration.sizes
    for index in past.indices {
      // Keys are kept transposed: [heads, width, tokens]; values are [heads, tokens, width].
      let isKey = index.isMultiple(of: 2)
      let rows = isKey ? sizes.heads * sizes.headWidth : sizes.heads
      let shape =
        isKey ? [1, sizes.heads, sizes.headWidth, kept] : [1, sizes.heads, kept, sizes.headWidth]
      past[index] = try Self.prefix(
        of: past[index], rows: rows, keep: kept * (isKey ? 1 : sizes.headWidth), shape: shape)
    }
    count = kept
  }

  /// The first `keep` values of each row.
  private static func prefix(
    of tensor: OnnxTensor, rows: Int, keep: Int, shape: [Int]
  ) throws(ModelError) -> OnnxTensor {
    let short = try OnnxTensor(of: Float.self, shape: shape)
    let old = try tensor.values(of: Float.self)
    let width = old.count / max(rows, 1)
    try short.withValues(of: Float.self) { buffer in
      for row in 0..<rows {
        for column in 0..<keep { buffer[row * keep + column] = old[row * width + column] }
      }
    }
    return short
  }
}
