import ReparteeAudio
import ReparteeCore

@testable import Repartee

/// What really left of one reply, written down from the samples themselves and from nothing the machine says.
struct PropertyTape {
  struct ClauseOnTape {
    let call: CallID
    let text: String
    let start: Int
    var samples = 0
    var words: [SpokenWord] = []
    var isComplete = false
    var isFailed = false
  }

  let epoch: Epoch
  var clauses: [ClauseOnTape] = []
  var made = 0
  /// The sample that has to leave next.
  var position = 0
  /// How many samples left at least once.
  var furthest = 0
  var isOpen = false
  /// How loud it is: nil while that changes or is not as it was made.
  private var isPlain = true
  private var wantsPlain = true

  init(_ epoch: Epoch) { self.epoch = epoch }

  /// A sample says of which reply it is and where it stands in it.
  static func sample(_ epoch: Epoch, _ index: Int) -> Float {
    Float((Int(epoch.value & 511) + 1) << 14 | (index & 16_383))
  }

  mutating func duck(by depth: Float) {
    wantsPlain = depth == 0
    isPlain = false
  }

  /// - Returns: what is wrong with these samples, if they are not the ones that had to leave.
  mutating func left(_ samples: ArraySlice<Float>) -> String? {
    guard !samples.isEmpty else { return nil }
    var wrong: String?
    for (offset, sample) in samples.enumerated() {
      let expected = Self.sample(epoch, position + offset)
      let isRight = isPlain ? sample == expected : sample > 0 && sample <= expected * 1.001
      if !isRight { wrong = wrong ?? "sample \(sample) left, not \(expected)" }
    }
    position += samples.count
    furthest = max(furthest, position)
    isPlain = wantsPlain
    if !isOpen { wrong = "audio left of a reply that was not committed" }
    if position > made { wrong = "more left than was made" }
    return wrong
  }

  mutating func add(_ samples: Int, _ words: [SpokenWord], by call: CallID) {
    made += samples
    guard let last = clauses.indices.last, clauses[last].call == call, !clauses[last].isComplete
    else { return }
    clauses[last].samples += samples
    clauses[last].words += words
  }

  mutating func end(_ call: CallID, isFailed: Bool) {
    guard let last = clauses.indices.last, clauses[last].call == call, !clauses[last].isComplete
    else { return }
    clauses[last].isComplete = true
    clauses[last].isFailed = isFailed
  }

  /// The words whose middle left, clause by clause; nil where a clause has no word times and was not heard whole.
  var heard: [[String]?] {
    clauses.map { clause in
      let all = clause.text.split(separator: " ").map(String.init)
      guard clause.words.isEmpty || clause.samples == 0 else {
        let sounded = min(furthest - clause.start, clause.samples)
        // All that a synthesiser made is all of the clause.
        if clause.isComplete, !clause.isFailed, sounded == clause.samples { return all }
        let count = clause.words.filter { word in
          word.samples.lowerBound + (word.samples.count + 1) / 2 <= sounded
        }.count
        return Array(all.prefix(count))
      }
      if clause.samples == 0 || clause.isFailed || clause.start >= furthest { return [] }
      return clause.isComplete && clause.start + clause.samples <= furthest ? all : nil
    }
  }

  /// - Returns: whether the text is the beginning of what left: the other side says that it plays late.
  func isPartHeard(_ text: String) -> Bool {
    let all = clauses.filter { $0.start < furthest && $0.samples > 0 }
      .flatMap { $0.text.split(separator: " ") }
    // A clause that failed may have lost its end, so words may be missing, but none is new or out of order.
    var left = all[...]
    return text.split(separator: " ").allSatisfy { word in
      guard let place = left.firstIndex(of: word) else { return false }
      left = left[(place + 1)...]
      return true
    }
  }

  /// - Returns: whether the text is what was heard.
  func isHeard(_ text: String) -> Bool {
    var rest = text.split(separator: " ").map(String.init)[...]
    for (part, clause) in zip(heard, clauses) {
      if let part {
        guard rest.starts(with: part) else { return false }
        rest = rest.dropFirst(part.count)
      } else {
        for word in clause.text.split(separator: " ").map(String.init) where rest.first == word {
          rest = rest.dropFirst()
        }
      }
    }
    return rest.isEmpty
  }
}
