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
    let temperature = sampling.temperature
    let weight = { (logit: Float) in expf((logit - top) / temperature) }
    // Below this the probability is under a billionth of the most probable token's.
    let floor = top - 21 * temperature
    var total: Float = 0
    for logit in logits where logit >= floor { total += weight(logit) }
    guard sampling.topP < 1 else {
      return choose(from: logits.indices, of: total) {
        logits[$0] >= floor ? weight(logits[$0]) : 0
      } ?? most
    }
    let wanted = total * max(0, sampling.topP)
    // Nearly always the few most probable suffice; sorting all would take longer than the model's step.
    for depth: Float in [7, 21] {
      var nucleus = logits.indices.filter { logits[$0] >= top - depth * temperature }
      nucleus.sort { logits[$0] > logits[$1] }
      var mass: Float = 0
      let last = nucleus.firstIndex {
        mass += weight(logits[$0])
        return mass >= wanted
      }
      guard last != nil || depth == 21 else { continue }
      let kept = nucleus.prefix((last ?? nucleus.count - 1) + 1)
      return choose(from: kept, of: mass) { weight(logits[$0]) }
    }
    return most
  }

  private mutating func choose(
    from tokens: some Sequence<Int>, of total: Float, weight: (Int) -> Float
  ) -> Int32? {
    var point = random.unit() * total
    var last: Int?
    for token in tokens {
      let weight = weight(token)
      guard weight > 0 else { continue }
      last = token
      point -= weight
      if point < 0 { break }
    }
    return last.map(Int32.init)
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
