internal import CCoverage
internal import Foundation

/// One parser being fed.
///
/// In a program built with coverage (see README.md), an input that reaches what none before reached becomes one
/// to make others from. Without, the pool stays what it was at the beginning.
struct FuzzRun {
  /// Longer inputs are not kept: they make the rest slow and find no more.
  private static let longestKept = 4_096
  /// An input that takes longer than this has found an endless loop, or as good as one; in seconds.
  private static let patience: UInt32 = 30

  private let fuzzer: Fuzzer
  private let folder: CorpusFolder
  private var pool: [[UInt8]]
  private var noise: SplitMix
  private var count = 0

  init(_ fuzzer: Fuzzer, in folder: CorpusFolder, seed: UInt64) {
    self.fuzzer = fuzzer
    self.folder = folder
    noise = SplitMix(state: seed)
    pool = fuzzer.seeds + folder.read(fuzzer.name)
  }

  /// - Parameters:
  ///   - inputs: how many at most.
  ///   - seconds: how long at most.
  mutating func run(inputs: Int, seconds: Double) {
    let start = Date()
    var last = start
    var edges = 0
    for bytes in pool { edges += feed(bytes) }
    while count < inputs {
      let bytes = fuzzer.input(from: pool, &noise)
      let news = feed(bytes)
      edges += news
      if news > 0, bytes.count <= Self.longestKept { pool.append(bytes) }
      guard count % 64 == 0 else { continue }
      let now = Date()
      if now.timeIntervalSince(start) >= seconds { break }
      if now.timeIntervalSince(last) >= 30 {
        last = now
        report("\(count) inputs, \(edges) seen, \(pool.count) kept")
      }
    }
    alarm(0)
    let time = Int(Date().timeIntervalSince(start))
    report("\(count) inputs in \(time) s, none trapped; \(edges) seen, \(pool.count) kept")
    if coverage_edges() > 0 { folder.write(smallest(), fuzzer.name) }
  }

  /// - Returns: how much was seen for the first time.
  private mutating func feed(_ bytes: [UInt8]) -> Int {
    count += 1
    folder.remember(bytes, fuzzer.name)
    alarm(Self.patience)
    coverage_begin()
    fuzzer.body(bytes)
    return Int(coverage_end(1))
  }

  /// The shortest inputs that together reach all that was reached, as far as there is room for them.
  private mutating func smallest() -> [[UInt8]] {
    coverage_forget()
    var kept: [[UInt8]] = []
    var room = CorpusFolder.room
    for bytes in pool.sorted(by: { $0.count < $1.count }) {
      coverage_begin()
      fuzzer.body(bytes)
      guard coverage_end(0) > 0, bytes.count <= room else { continue }
      room -= bytes.count
      kept.append(bytes)
    }
    coverage_forget()
    return kept
  }

  private func report(_ text: String) { say("\(fuzzer.name): \(text)") }
}
