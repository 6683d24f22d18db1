/// Finds strings among many by a hash over their bytes, which stay in one block.
struct KeyTable: Sendable {
  private(set) var bytes: [UInt8]
  private var starts: [UInt32] = []
  private var lengths: [UInt16] = []
  /// Entry numbers plus one; 0 is free. A power of two.
  private var slots: [UInt32] = []

  /// - Parameters:
  ///   - bytes: what the keys are ranges of.
  ///   - capacity: about how many keys there will be.
  init(bytes: [UInt8] = [], capacity: Int = 16) {
    self.bytes = bytes
    slots = Array(repeating: 0, count: Self.size(for: capacity))
    starts.reserveCapacity(capacity)
    lengths.reserveCapacity(capacity)
  }

  var count: Int { starts.count }

  private static func size(for keys: Int) -> Int {
    var size = 64
    while size < keys * 2 { size *= 2 }
    return size
  }

  /// Adds the key at `range` of `bytes`.
  /// - Returns: its number, counted from 0; nil when it is there already or is too long.
  mutating func add(_ range: Range<Int>) -> Int? {
    guard range.count < Int(UInt16.max), range.upperBound < Int(UInt32.max) else { return nil }
    if (count + 1) * 2 > slots.count { grow() }
    let free = bytes.withUnsafeBufferPointer { all in
      slot(of: UnsafeBufferPointer(rebasing: all[range]))
    }
    guard slots[free] == 0 else { return nil }
    starts.append(UInt32(range.lowerBound))
    lengths.append(UInt16(range.count))
    slots[free] = UInt32(count)
    return count - 1
  }

  /// Adds a key that is not in `bytes` yet.
  mutating func add(_ key: some Collection<UInt8>) -> Int? {
    let start = bytes.count
    bytes.append(contentsOf: key)
    return add(start..<bytes.count)
  }

  /// The number of a key, or nil.
  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let entry = slots[slot(of: key)]
    return entry == 0 ? nil : Int(entry) - 1
  }

  func find(_ key: String) -> Int? {
    var key = key
    return key.withUTF8 { find($0) }
  }

  /// Where the key is, or where it would go.
  private func slot(of key: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (slots.count - 1)
    while case let entry = slots[slot], entry != 0 {
      if equal(Int(entry) - 1, key) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func equal(_ entry: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard Int(lengths[entry]) == key.count else { return false }
    let start = Int(starts[entry])
    for index in 0..<key.count where bytes[start + index] != key[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in 0..<count {
      let range = Int(starts[entry])..<(Int(starts[entry]) + Int(lengths[entry]))
      let free = bytes.withUnsafeBufferPointer {
        slot(of: UnsafeBufferPointer(rebasing: $0[range]))
      }
      slots[free] = UInt32(entry + 1)
    }
  }
}
