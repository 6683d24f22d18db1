/// Samples that wait, first in, first out, in memory taken once.
struct SampleQueue {
  private var samples: [Float]
  private var first = 0
  private(set) var count = 0

  /// - Parameter capacity: the most that can wait; what comes beyond pushes out the oldest.
  init(capacity: Int) { samples = [Float](repeating: 0, count: max(1, capacity)) }

  /// Appends the first `number` of the samples.
  mutating func append(_ new: [Float], first number: Int) {
    let number = max(0, min(number, new.count))
    let start = max(0, number - samples.count)
    makeRoom(for: number - start)
    var place = place(of: count)
    for index in start..<number {
      samples[place] = new[index]
      place = after(place)
    }
    count += number - start
  }

  mutating func appendSilence(_ number: Int) {
    let number = max(0, min(number, samples.count))
    makeRoom(for: number)
    var place = place(of: count)
    for _ in 0..<number {
      samples[place] = 0
      place = after(place)
    }
    count += number
  }

  /// Fills `block`, with silence where nothing waits.
  mutating func take(into block: inout MutableSpan<Float>) {
    let number = min(count, block.count)
    for index in 0..<number {
      block[index] = samples[first]
      first = after(first)
    }
    for index in number..<block.count { block[index] = 0 }
    count -= number
  }

  mutating func removeAll() {
    first = 0
    count = 0
  }

  private mutating func makeRoom(for number: Int) {
    let excess = count + number - samples.count
    guard excess > 0 else { return }
    first = place(of: excess)
    count -= excess
  }

  // A division for each sample would cost more than all the rest.

  private func place(of offset: Int) -> Int {
    let place = first + offset
    return place < samples.count ? place : place - samples.count
  }

  private func after(_ place: Int) -> Int { place + 1 < samples.count ? place + 1 : 0 }
}
