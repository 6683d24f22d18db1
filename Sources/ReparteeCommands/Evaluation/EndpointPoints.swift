internal import Foundation

/// A place in a recording after which its caller falls silent.
struct EndpointPoint: Sendable, Equatable {
  enum Kind: String, Sendable, Codable, CaseIterable {
    /// The recording is over: the turn has ended.
    case end
    /// A natural gap, which is made longer: the caller goes on after it.
    case clause
    /// A dip between words, where a silence is put: the caller goes on after it.
    case cut
  }

  var kind: Kind
  /// The sample after the last sound before the silence.
  var offset: Int
  /// The sample at which the recording is left; the sound fades naturally until there.
  var cut: Int
}

extension EndpointPoint {
  /// A natural gap is at least so many frames of 10 ms.
  static let gap = 10
  /// A dip is at least so many decibels below what is around it.
  static let depth: Float = 8
  /// Frames around a dip that it is compared with, and within which there is one dip at most.
  static let around = 15
  /// Frames of speech that must be before an inner point, and after it.
  static let (before, after) = (50, 30)
  /// Frames that a natural gap keeps of its own fading sound.
  static let fading = 3

  /// The end of a recording and places inside it.
  /// - Parameter most: at most so many inner places of each kind, the clearest ones.
  static func all(in samples: [Float], most: Int) -> [EndpointPoint] {
    let truth = GroundTruth(samples)
    let frame = GroundTruth.frame
    let (first, last) = (truth.onset / frame + before, truth.offset / frame - after)
    let end = EndpointPoint(kind: .end, offset: truth.offset, cut: samples.count)
    guard first < last else { return [end] }
    let gaps = gaps(truth.isActive).filter { $0.lowerBound >= first && $0.upperBound <= last }
    let clauses = gaps.sorted { $0.count > $1.count }.prefix(most).map {
      EndpointPoint(
        kind: .clause, offset: $0.lowerBound * frame,
        cut: ($0.lowerBound + fading) * frame)
    }
    let cuts = dips(GroundTruth.levels(of: samples), in: first..<last).filter { dip in
      gaps.allSatisfy { $0.lowerBound - around > dip || dip > $0.upperBound + around }
    }
    return [end] + clauses
      + cuts.prefix(most).map {
        EndpointPoint(kind: .cut, offset: $0 * frame, cut: $0 * frame)
      }
  }

  /// Runs of inactive frames between active ones.
  static func gaps(_ isActive: [Bool]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start: Int?
    for (index, active) in isActive.enumerated() {
      if active, let begin = start, begin > 0, index - begin >= gap { found.append(begin..<index) }
      start = active ? nil : (start ?? index)
    }
    return found
  }

  /// Frames that are much quieter than both their sides, the deepest first.
  static func dips(_ levels: [Float], in range: Range<Int>) -> [Int] {
    var found: [(frame: Int, depth: Float)] = []
    for frame in range where frame >= around && frame + around < levels.count {
      let left = levels[frame - around..<frame].max() ?? 0
      let right = levels[frame + 1...frame + around].max() ?? 0
      let depth = min(left, right) - levels[frame]
      if depth >= Self.depth { found.append((frame, depth)) }
    }
    var kept: [Int] = []
    for dip in found.sorted(by: { ($0.depth, $1.frame) > ($1.depth, $0.frame) })
    where kept.allSatisfy({ abs($0 - dip.frame) >= 2 * around }) {
      kept.append(dip.frame)
    }
    return kept
  }
}
