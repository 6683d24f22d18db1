extension ResamplingKernel {
  /// One output.
  /// - Parameters:
  ///   - window: the `taps` inputs under the window.
  ///   - place: where the output lies, in 1/`places` of an input.
  @inline(__always)
  func output(_ window: UnsafePointer<Float>, place: Int, of places: Int) -> Float {
    unsafe coefficients.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      if isExact { return unsafe dot(window, base + place * taps) }
      let position = Float(place) * Float(rows) / Float(places)
      let row = min(Int(position), rows - 1)
      let first = unsafe dot(window, base + row * taps)
      let second = unsafe dot(window, base + (row + 1) * taps)
      return first + (second - first) * (position - Float(row))
    }
  }

  @inline(__always)
  private func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Float {
    var (even, odd) = (Lanes.zero, Lanes.zero)
    var index = 0
    while index < taps {
      unsafe even += a.lanes(index) * b.lanes(index)
      unsafe odd += a.lanes(index &+ 4) * b.lanes(index &+ 4)
      index &+= 8
    }
    return (even + odd).sum()
  }
}
