/// A real transform of 2m samples is a complex one of m, of samples taken in pairs, and a step that
/// tells the spectra of the even and the odd samples apart.
extension RealFFT {
  private var half: Int { count / 2 }

  /// Takes samples in pairs: even ones as real, odd ones as imaginary parts.
  func pair(_ samples: UnsafePointer<Float>, into z: FFTBuffers) {
    var k = 0
    while k &+ 4 <= half {
      let (low, high) = unsafe (samples.lanes(2 &* k), samples.lanes(2 &* k &+ 4))
      unsafe z.re.store(Lanes(lowHalf: low.evenHalf, highHalf: high.evenHalf), k)
      unsafe z.im.store(Lanes(lowHalf: low.oddHalf, highHalf: high.oddHalf), k)
      k &+= 4
    }
    while k < half {
      unsafe z.re[k] = samples[2 &* k]
      unsafe z.im[k] = samples[2 &* k &+ 1]
      k &+= 1
    }
  }

  /// Undoes `pair`.
  func unpair(_ z: FFTBuffers, into samples: UnsafeMutablePointer<Float>) {
    for k in 0..<half {
      unsafe samples[2 &* k] = z.re[k]
      unsafe samples[2 &* k &+ 1] = z.im[k]
    }
  }

  /// X[k] = E[k] + W^k·O[k], where Z = E + iO, and X[m-k] is the conjugate of E[k] - W^k·O[k].
  func split(_ z: FFTBuffers, into x: FFTBuffers) {
    unsafe x.re[0] = z.re[0] + z.im[0]
    unsafe x.im[0] = 0
    unsafe x.re[half] = z.re[0] - z.im[0]
    unsafe x.im[half] = 0
    unsafe turns.withUnsafeBufferPointer { table in
      guard let turn = table.baseAddress else { return }
      var k = 1
      while k &+ 3 < half, k <= half / 2 {
        let mirror = half &- k &- 3
        let (zr, zi) = unsafe (z.re.lanes(k), z.im.lanes(k))
        let (mr, mi) = unsafe (reversed(z.re.lanes(mirror)), reversed(z.im.lanes(mirror)))
        let even = ComplexLanes((zr + mr) * 0.5, (zi - mi) * 0.5)
        let odd = ComplexLanes((zi + mi) * 0.5, (mr - zr) * 0.5)
        let w = unsafe ComplexLanes(turn.lanes(k), turn.lanes(half &+ 1 &+ k))
        let turned = odd * w
        let (low, high) = (even + turned, even - turned)
        unsafe x.re.store(low.re, k)
        unsafe x.im.store(low.im, k)
        unsafe x.re.store(reversed(high.re), mirror)
        unsafe x.im.store(reversed(-high.im), mirror)
        k &+= 4
      }
      while k <= half / 2 {
        let mirror = half &- k
        let (er, ei) = unsafe ((z.re[k] + z.re[mirror]) / 2, (z.im[k] - z.im[mirror]) / 2)
        let (or, oi) = unsafe ((z.im[k] + z.im[mirror]) / 2, (z.re[mirror] - z.re[k]) / 2)
        let (wr, wi) = unsafe (turn[k], turn[half &+ 1 &+ k])
        let (tr, ti) = (or * wr - oi * wi, or * wi + oi * wr)
        unsafe x.re[k] = er + tr
        unsafe x.im[k] = ei + ti
        unsafe x.re[mirror] = er - tr
        unsafe x.im[mirror] = ti - ei
        k &+= 1
      }
    }
  }

  /// Undoes `split`, scaled by 1/m.
  func merge(_ re: UnsafePointer<Float>, _ im: UnsafePointer<Float>, into z: FFTBuffers) {
    let scale = 0.5 / Float(half)
    unsafe z.re[0] = (re[0] + re[half]) * scale
    unsafe z.im[0] = (re[0] - re[half]) * scale
    unsafe turns.withUnsafeBufferPointer { table in
      guard let turn = table.baseAddress else { return }
      var k = 1
      while k <= half / 2 {
        let mirror = half &- k
        let (er, ei) = unsafe ((re[k] + re[mirror]) * scale, (im[k] - im[mirror]) * scale)
        let (dr, di) = unsafe ((re[k] - re[mirror]) * scale, (im[k] + im[mirror]) * scale)
        // O = D·conj(W^k); Z[k] = E + iO and Z[m-k] = conj(E) + i·conj(O).
        let (wr, wi) = unsafe (turn[k], turn[half &+ 1 &+ k])
        let (or, oi) = (dr * wr + di * wi, di * wr - dr * wi)
        unsafe z.re[k] = er - oi
        unsafe z.im[k] = ei + or
        unsafe z.re[mirror] = er + oi
        unsafe z.im[mirror] = or - ei
        k &+= 1
      }
    }
  }

  @inline(__always)
  private func reversed(_ v: Lanes) -> Lanes { Lanes(v.w, v.z, v.y, v.x) }
}
