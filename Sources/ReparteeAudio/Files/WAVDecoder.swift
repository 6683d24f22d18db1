/// Turns the samples of a WAV file into numbers.
enum WAVDecoder {
  static func decode(_ bytes: [UInt8], _ header: WAVHeader) -> [Float] {
    let data = bytes.span.extracting(header.data)
    switch header.format.encoding {
    case .g711(let law):
      let levels = law.levels
      return samples(data, 1) { levels[Int(data[$0])] }
    case .integer(1): return samples(data, 1) { (Float(data[$0]) - 128) / 128 }
    case .integer(2):
      return samples(data, 2) {
        Float(Int16(truncatingIfNeeded: word(data, $0, 2))) / 32_768
      }
    case .integer(let width):
      // The sample moves to the top of 32 bits, which carries its sign along.
      let shift = UInt64(32 - 8 * width)
      return samples(data, width) {
        Float(Int32(truncatingIfNeeded: word(data, $0, width) << shift)) / 2_147_483_648
      }
    case .float32:
      return samples(data, 4) {
        PCM.sane(Float(bitPattern: UInt32(truncatingIfNeeded: word(data, $0, 4))))
      }
    case .float64:
      return samples(data, 8) { PCM.sane(Float(Double(bitPattern: word(data, $0, 8)))) }
    }
  }

  /// A sample for every `width` bytes of `data`.
  @inline(__always)
  private static func samples(
    _ data: Span<UInt8>, _ width: Int, _ body: (Int) -> Float
  ) -> [Float] {
    var result = [Float](repeating: 0, count: data.count / width)
    var output = result.mutableSpan
    for index in output.indices { output[index] = body(index * width) }
    return result
  }

  @inline(__always)
  private static func word(_ data: Span<UInt8>, _ offset: Int, _ width: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(data[offset + index]) << UInt64(8 * index) }
    return value
  }
}
