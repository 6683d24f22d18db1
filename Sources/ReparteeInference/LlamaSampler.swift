internal import Glibc
internal import Repartee

/// Picks the next token from the model's logits.
///
/// A value: two with the same settings and the same logits pick the same tokens. A grammar, when there is one, sets the
/// logits it forbids to minus infinity before `pick`.
struct LlamaSampler {
  /// How many of the newest tokens a repetition penalty looks at.
  static let window = 64

  private let sampling: Sampling
  private var random: SplitMix64
  private var recent: [Int32] = []

  init(_ sampling: Sampling) {
    self.sampling = sampling
    random = SplitMix64(state: sampling.seed)
  }

  /// The next token, or nil when no logit is a number.
  ///
  /// The penalty is for what this reply has said, not for what the prompt says: an answer must be free to repeat the
  /// prompt's figures.
  mutating func pick(from logits: UnsafeMutableBufferPointer<Float>) -> Int32? {
    penalize(logits)
    let token =
      sampling.temperature > 0 && sampling.temperature.isFinite
      ? draw(from: logits) : Self.most(of: logits)
    if let token {
      recent.append(token)
      if recent.count > Self.window { recent.removeFirst() }
    }
    return token
  }

  private func penalize(_ logits: UnsafeMutableBufferPointer<Float>) {
    let penalty = sampling.repetitionPenalty
    guard penalty > 0, penalty != 1, penalty.isFinite else { return }
    for token in Set(recent) where logits.indices.contains(Int(token)) {
      let logit = logits[Int(token)]
      logits[Int(token)] = logit > 0 ? logit / penalty : logit * penalty
    }
  }

  /// The first of the highest.
  static func most(of logits: UnsafeMutableBufferPointer<Float>) -> Int32? {
    var best = -Float.infinity
    var token: Int32?
    for index in logits.indices where logits[index] > best {
      best = logits[index]
      token = Int32(index)
    }
    return token
  }

  /// A token at random, by its probability, out of the fewest that together have `topP` of it.
  private mutating func draw(from logits: UnsafeMutableBufferPointer<Float>) -> Int32? {
    guard let most = Self.most(of: logits) else { return nil }
    let top = logits[Int(most)]
    // Below this the probability is under a billionth of the most probable token's.
    let floor = top - 21 * sampling.temperature
    var candidates: [(token: Int32, weight: Float)] = []
    for index in logits.indices where logits[index] >= floor {
      candidates.append((Int32(index), expf((logits[index] - top) / sampling.temperature)))
    }
    candidates.sort { $0.weight > $1.weight }
    let total = candidates.reduce(0) { $0 + $1.weight }
    let wanted = total * max(0, min(1, sampling.topP))
    var mass: Float = 0
    let last = candidates.firstIndex {
      mass += $0.weight
      return mass >= wanted
    }
    let kept = candidates.prefix((last ?? candidates.count - 1) + 1)
    var point = random.unit() * kept.reduce(0) { $0 + $1.weight }
    for candidate in kept {
      point -= candidate.weight
      if point < 0 { return candidate.token }
    }
    return kept.last?.token ?? most
  }
}

/// A small random generator whose numbers are the same everywhere.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 ≤ x < 1.
  mutating func unit() -> Float { Float(next() >> 40) / Float(1 << 24) }
}
