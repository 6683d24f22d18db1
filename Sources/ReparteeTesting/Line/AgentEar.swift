import Repartee
import ReparteeCore

/// Tells from the audio that the agent sends what of its speech is heard: which words, and what was left out.
///
/// It trusts nothing but the sound: neither the machine that decides nor its ledger.
struct AgentEar {
  /// Where in the synthesiser's clauses a sound is.
  struct Place: Equatable {
    var clause: Int
    var sample: Int
  }

  private let voice: AgentVoice
  private let rate: SampleRate
  /// Where the next sample is expected to be from.
  private var next: Place?
  private var isSounding = false
  private(set) var words: [AgentWord] = []
  private(set) var spans: [AgentSpan] = []

  init(voice: AgentVoice, rate: SampleRate) {
    self.voice = voice
    self.rate = rate
  }

  /// When the agent was last audible.
  var lastSound: MediaTime? { spans.last?.end }

  /// Hears a block that begins at `start`.
  mutating func hear(_ block: Span<Float>, at start: MediaTime, as part: AgentSpan.Part) {
    guard let first = block.indices.first(where: { block[$0] != 0 }),
      let last = block.indices.last(where: { block[$0] != 0 })
    else {
      isSounding = false
      return
    }
    let begin = start + .samples(first, at: rate)
    let found = voice.read { [next] clauses in
      Self.find(block, first...last, near: next, in: clauses)
    }
    // A sound that goes on elsewhere than it left off is another one, however short the gap.
    if !isSounding || first > 0 || !isNext(found) {
      spans.append(
        AgentSpan(
          start: begin, end: begin, part: part, from: found.map(point), to: found.map(point)))
    }
    isSounding = last == block.count - 1
    spans[spans.count - 1].end = start + .samples(last + 1, at: rate)
    guard let found else {
      next = nil
      return
    }
    follow(found, count: last - first + 1, at: begin)
  }

  /// Whether a sound from this place is what was to be expected, at the end of a clause the next one.
  private func isNext(_ place: Place?) -> Bool {
    guard let next, let place else { return next == place }
    let length = voice.read { $0[next.clause].samples.count }
    return place == next
      || (next.sample >= length && place.clause == next.clause + 1 && place.sample == 0)
  }

  /// Takes the samples from this place to have sounded.
  private mutating func follow(_ place: Place, count: Int, at start: MediaTime) {
    var (place, left, time) = (place, count, start)
    while left > 0 {
      let length = voice.read { $0[place.clause].samples.count }
      let part = min(left, length - place.sample)
      note(place.clause, place.sample..<place.sample + part, at: time)
      time = time + .samples(part, at: rate)
      left -= part
      place.sample += part
      guard left > 0 else { break }
      let isLast = voice.read { $0.count <= place.clause + 1 }
      guard !isLast else { break }
      place = Place(clause: place.clause + 1, sample: 0)
    }
    next = place
    spans[spans.count - 1].to = point(place)
  }

  /// Notes the words that sound in these samples of a clause.
  private mutating func note(_ clause: Int, _ range: Range<Int>, at start: MediaTime) {
    let heard = voice.read { clauses in
      clauses[clause].words.indices.compactMap { index -> (Int, String, Range<Int>)? in
        let samples = clauses[clause].words[index].samples
        return samples.overlaps(range) ? (index, clauses[clause].word(index), samples) : nil
      }
    }
    for (index, text, samples) in heard {
      let part = samples.clamped(to: range)
      let begin = start + .samples(part.lowerBound - range.lowerBound, at: rate)
      let share = Double(part.count) / Double(max(samples.count, 1))
      if let known = words.lastIndex(where: { $0.clause == clause && $0.index == index }) {
        // Said again from its beginning after a pause: the second time counts.
        let isAgain = part.lowerBound == samples.lowerBound
        words[known].share = isAgain ? share : min(1, words[known].share + share)
        if isAgain { words[known].start = begin }
        words[known].end = begin + .samples(part.count, at: rate)
      } else {
        words.append(
          AgentWord(
            text: text, start: begin, end: begin + .samples(part.count, at: rate), share: share,
            clause: clause, index: index))
      }
    }
  }

  private func point(_ place: Place) -> AgentSpan.Point {
    AgentSpan.Point(clause: place.clause, time: .samples(place.sample, at: rate))
  }
}

// MARK: - Finding a sound again

extension AgentEar {
  /// As alike as this are only a sound and itself; a vowel and the same vowel later are less.
  private static let same: Float = 0.999

  private static func find(
    _ block: Span<Float>, _ part: ClosedRange<Int>, near next: Place?,
    in clauses: [AgentVoice.Clause]
  ) -> Place? {
    var best: (place: Place, likeness: Float)?
    func consider(_ place: Place, atLeast count: Int) -> Bool {
      let likeness = likeness(block, part, to: place, in: clauses, atLeast: count)
      if likeness > best?.likeness ?? 0.9 { best = (place, likeness) }
      return likeness > same
    }
    if let next {
      if consider(next, atLeast: 1) { return next }
      let following = Place(clause: next.clause + 1, sample: 0)
      if consider(following, atLeast: 1) { return following }
      // Blocks may have been lost on the way.
      for skipped in 1...50 {
        let place = Place(clause: next.clause, sample: next.sample + skipped * block.count)
        if consider(place, atLeast: 64) { return place }
      }
    }
    for clause in clauses.indices.reversed() {
      for sample in [0] + clauses[clause].words.map(\.samples.lowerBound) {
        let place = Place(clause: clause, sample: sample)
        if consider(place, atLeast: min(64, part.count)) { return place }
      }
    }
    return best?.place
  }

  /// How alike the block and the samples from this place on are, whatever their levels: 1 is the same.
  private static func likeness(
    _ block: Span<Float>, _ part: ClosedRange<Int>, to place: Place,
    in clauses: [AgentVoice.Clause], atLeast: Int
  ) -> Float {
    guard clauses.indices.contains(place.clause) else { return 0 }
    let count = min(part.count, clauses[place.clause].samples.count - place.sample)
    guard place.sample >= 0, count >= atLeast else { return 0 }
    var (cross, one, other): (Float, Float, Float) = (0, 0, 0)
    for index in 0..<count {
      let a = block[part.lowerBound + index]
      let b = clauses[place.clause].samples[place.sample + index]
      cross += a * b
      one += a * a
      other += b * b
    }
    let scale = (one * other).squareRoot()
    return scale > 0 ? cross / scale : 0
  }
}
