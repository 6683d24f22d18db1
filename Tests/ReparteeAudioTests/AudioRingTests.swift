import ReparteeAudio
import Testing

@Suite struct AudioRingTests {
  private func read(_ ring: inout AudioRing, _ count: Int) -> [Float] {
    var result = [Float](repeating: 0, count: count)
    var span = result.mutableSpan
    let taken = ring.read(into: &span)
    return Array(result.prefix(taken))
  }

  @Test("What goes in comes out in order, however it is cut")
  func order() {
    var ring = AudioRing(capacity: 37, overflow: .dropNewest)
    var (written, taken): (Float, Float) = (0, 0)
    for turn in 0..<500 {
      let samples = (0..<min(turn % 23, ring.room)).map { written + Float($0) }
      #expect(ring.write(samples.span) == 0)
      written += Float(samples.count)
      for sample in read(&ring, turn % 19) {
        #expect(sample == taken)
        taken += 1
      }
      #expect(ring.count == Int(written - taken))
    }
    #expect(ring.dropped == 0 && taken > 1_000)
  }

  @Test(
    "A ring that begins small grows to its capacity and loses nothing on the way",
    arguments: [1, 3, 8])
  func grows(usual: Int) {
    var ring = AudioRing(capacity: 20, overflow: .dropNewest, usual: usual)
    #expect(ring.capacity == 20 && ring.room == 20)
    #expect(ring.write([0, 1, 2].span) == 0)
    #expect(read(&ring, 2) == [0, 1])
    for sample in stride(from: Float(3), to: 19, by: 4) {
      #expect(ring.write([sample, sample + 1, sample + 2, sample + 3].span) == 0)
    }
    #expect(ring.write([19, 20, 21, 22].span) == 1)
    #expect(read(&ring, 30) == (2...21).map(Float.init))
  }

  @Test("A live ring forgets the oldest")
  func dropsOldest() {
    var ring = AudioRing(capacity: 4, overflow: .dropOldest)
    #expect(ring.write([1, 2, 3].span) == 0)
    #expect(ring.write([4, 5].span) == 1)
    #expect(read(&ring, 9) == [2, 3, 4, 5])
    ring.write([1].span)
    #expect(ring.write([2, 3, 4, 5, 6, 7].span) == 3)
    #expect(ring.dropped == 4)
    #expect(read(&ring, 9) == [4, 5, 6, 7])
  }

  @Test("A playing ring refuses the newest")
  func dropsNewest() {
    var ring = AudioRing(capacity: 4, overflow: .dropNewest)
    #expect(ring.write([1, 2, 3].span) == 0)
    #expect(ring.write([4, 5, 6].span) == 2)
    #expect(read(&ring, 2) == [1, 2])
    #expect(ring.write([7, 8].span) == 0)
    #expect(ring.write([9].span) == 1)
    #expect(ring.dropped == 3 && ring.room == 0)
    #expect(read(&ring, 9) == [3, 4, 7, 8])
  }

  @Test("Skipping stays within what is there")
  func skips() {
    var ring = AudioRing(capacity: 4, overflow: .dropNewest)
    ring.write([1, 2, 3].span)
    ring.skip(-5)
    ring.skip(1)
    #expect(ring.count == 2)
    ring.skip(50)
    #expect(ring.count == 0 && ring.dropped == 0)
    ring.write([5].span)
    ring.removeAll()
    #expect(read(&ring, 1) == [])
  }
}
