internal import ReparteeCore

/// Which tokens each sequence of the KV cache holds, for whom, and which may be given to another.
///
/// A pure value. The cache itself is changed by whoever carries out the claims.
struct LlamaSequences {
  enum Owner: Equatable {
    case nobody
    /// The beginning of all conversations of one agent.
    case prefix
    case session(SessionID)
  }

  struct Sequence {
    var owner = Owner.nobody
    var tokens: [Int32] = []
    /// A reply is being read or written in it.
    var isRunning = false
    var lastUse: UInt64 = 0
  }

  /// What to do to the cache so that a prompt may be read into `sequence`.
  struct Claim: Equatable {
    var sequence: Int
    /// How many tokens of the prompt need not be read.
    var reused: Int
    /// The sequence that has them, when it is another one.
    var source: Int?
  }

  private(set) var all: [Sequence]
  private let prefixLimit: Int
  private var clock: UInt64 = 0

  init(count: Int) {
    all = Array(repeating: Sequence(), count: max(1, count))
    // Agents are fewer than callers.
    prefixLimit = max(1, count / 4)
  }

  /// Finds a sequence for a prompt: the session's own, a free one, or the one unused for longest.
  /// - Returns: nil while all sequences are at work.
  mutating func claim(for session: SessionID, prompt: [Int32]) -> Claim? {
    // The last token is read again whatever the cache holds, for what follows it.
    let common = all.map { min(Self.common($0.tokens, prompt), prompt.count - 1) }
    let own = all.indices.filter { all[$0].owner == .session(session) && !all[$0].isRunning }
      .max { common[$0] < common[$1] }
    let best = all.indices.max { common[$0] < common[$1] } ?? 0
    if let own, common[own] >= common[best] {
      return begin(Claim(sequence: own, reused: max(0, common[own])), session)
    }
    if let target = own ?? spare(except: best) {
      let reused = max(0, common[best])
      return begin(
        Claim(sequence: target, reused: reused, source: reused > 0 ? best : nil), session)
    }
    guard !all[best].isRunning else { return nil }
    return begin(Claim(sequence: best, reused: max(0, common[best])), session)
  }

  private mutating func begin(_ claim: Claim, _ session: SessionID) -> Claim {
    let from = claim.source ?? claim.sequence
    all[claim.sequence].tokens = Array(all[from].tokens.prefix(claim.reused))
    all[claim.sequence].owner = .session(session)
    all[claim.sequence].isRunning = true
    touch(claim.sequence)
    if claim.reused > 0 { touch(from) }
    return claim
  }

  /// Notes that tokens were read into a sequence.
  mutating func append(_ tokens: some Collection<Int32>, to sequence: Int) {
    all[sequence].tokens += tokens
  }

  /// Ends the work in a sequence, whose tokens stay for the next turn.
  mutating func end(_ sequence: Int) {
    all[sequence].isRunning = false
    touch(sequence)
  }

  /// Ends the work in a sequence and keeps it as the beginning of an agent's conversations.
  mutating func endAsPrefix(_ sequence: Int) {
    end(sequence)
    all[sequence].owner = .prefix
  }

  /// Forgets what a sequence holds.
  mutating func clear(_ sequence: Int) { all[sequence] = Sequence() }

  /// Whether an agent's beginning is held as such; counts as a use of it.
  mutating func holdsPrefix(_ tokens: some Collection<Int32>) -> Bool {
    let found = all.indices.first {
      all[$0].owner == .prefix && !all[$0].isRunning && all[$0].tokens.elementsEqual(tokens)
    }
    if let found { touch(found) }
    return found != nil
  }

  /// Takes a sequence for an agent's beginning that another sequence, `source`, has just read.
  /// - Returns: the sequence, to which the cache must be copied; nil when none can be spared.
  mutating func keepPrefix(
    _ tokens: some Collection<Int32>, from source: Int = -1
  ) -> Int? {
    let held = all.indices.filter { all[$0].owner == .prefix && !all[$0].isRunning }
    let oldest = held.min { all[$0].lastUse < all[$1].lastUse }
    guard let target = held.count < prefixLimit ? spare(except: source) : oldest else { return nil }
    all[target] = Sequence(owner: .prefix, tokens: Array(tokens))
    touch(target)
    return target
  }

  /// The idle sequence that is missed least: a session's before an agent's beginning, the longest unused first.
  func leastUseful() -> Int? {
    let idle = all.indices.filter { !all[$0].isRunning && !all[$0].tokens.isEmpty }
    let sessions = idle.filter { all[$0].owner != .prefix }
    return (sessions.isEmpty ? idle : sessions).min { all[$0].lastUse < all[$1].lastUse }
  }

  private func spare(except kept: Int) -> Int? {
    let idle = all.indices.filter { !all[$0].isRunning && ($0 != kept || all[$0].tokens.isEmpty) }
    if let free = idle.first(where: { all[$0].tokens.isEmpty }) { return free }
    let sessions = idle.filter { all[$0].owner != .prefix }
    return (sessions.isEmpty ? idle : sessions).min { all[$0].lastUse < all[$1].lastUse }
  }

  private mutating func touch(_ sequence: Int) {
    clock &+= 1
    all[sequence].lastUse = clock
  }

  private static func common(_ a: [Int32], _ b: [Int32]) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
  }
}
