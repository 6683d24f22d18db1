internal import RealModule

/// A discrete Fourier transform of real samples, for one length, and back.
///
/// The length is even and made of 2s, 3s and 5s. The tables are made once; transforming allocates
/// nothing and may be done from many threads at once, each with scratch of its own.
public struct RealFFT: Sendable {
  /// Samples a transform takes.
  public let count: Int
  let plan: FFTPlan
  /// e^(-2πik/count) for k in 0…count/2: real parts, then imaginary ones.
  let turns: [Float]

  /// - Parameter count: samples a transform takes.
  /// - Returns: nil unless `count` is positive, even, and has no prime factor above 5.
  public init?(count: Int) {
    guard count > 0, count % 2 == 0, let plan = FFTPlan(length: count / 2) else { return nil }
    self.count = count
    self.plan = plan
    let angles = (0...count / 2).map { -2 * Double.pi * Double($0) / Double(count) }
    turns = angles.map { Float(Double.cos($0)) } + angles.map { Float(Double.sin($0)) }
  }

  /// Complex numbers a spectrum holds: from 0 Hz up to half the rate, both included.
  public var bins: Int { count / 2 + 1 }

  /// Floats of scratch that a transform needs.
  public var scratchCount: Int { 4 * plan.bufferCount }

  /// The spectrum of `samples`: X[k] = Σ x[n]·e^(-2πikn/count), not scaled.
  /// - Parameters:
  ///   - samples: exactly `count`.
  ///   - real: where the `bins` real parts go.
  ///   - imaginary: where the `bins` imaginary parts go.
  ///   - scratch: at least `scratchCount`; its content does not matter before and after.
  public func forward(
    _ samples: Span<Float>, real: inout MutableSpan<Float>, imaginary: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) {
    precondition(
      samples.count == count && real.count >= bins && imaginary.count >= bins
        && scratch.count >= scratchCount, "A buffer is too short for a transform of \(count).")
    unsafe samples.withUnsafeBufferPointer { x in
      unsafe real.withUnsafeMutableBufferPointer { re in
        unsafe imaginary.withUnsafeMutableBufferPointer { im in
          unsafe scratch.withUnsafeMutableBufferPointer { work in
            guard let x = x.baseAddress, let re = re.baseAddress, let im = im.baseAddress,
              let work = work.baseAddress
            else { return }
            let (first, second) = unsafe buffers(work)
            unsafe pair(x, into: first)
            let result = unsafe plan.run(first, second)
            unsafe split(result, into: FFTBuffers(re: re, im: im))
          }
        }
      }
    }
  }

  /// The samples whose spectrum is given, scaled by 1/count, so that it undoes `forward`.
  /// - Parameters:
  ///   - real: `bins` real parts.
  ///   - imaginary: `bins` imaginary parts; those of the first and the last bin count as zero.
  ///   - samples: where `count` samples go.
  ///   - scratch: at least `scratchCount`; its content does not matter before and after.
  public func inverse(
    real: Span<Float>, imaginary: Span<Float>, samples: inout MutableSpan<Float>,
    scratch: inout MutableSpan<Float>
  ) {
    precondition(
      samples.count >= count && real.count >= bins && imaginary.count >= bins
        && scratch.count >= scratchCount, "A buffer is too short for a transform of \(count).")
    unsafe real.withUnsafeBufferPointer { re in
      unsafe imaginary.withUnsafeBufferPointer { im in
        unsafe samples.withUnsafeMutableBufferPointer { x in
          unsafe scratch.withUnsafeMutableBufferPointer { work in
            guard let re = re.baseAddress, let im = im.baseAddress, let x = x.baseAddress,
              let work = work.baseAddress
            else { return }
            // The inverse is the forward transform with real and imaginary parts swapped.
            let (first, second) = unsafe buffers(work)
            unsafe merge(re, im, into: FFTBuffers(re: first.im, im: first.re))
            let result = unsafe plan.run(first, second)
            unsafe unpair(FFTBuffers(re: result.im, im: result.re), into: x)
          }
        }
      }
    }
  }

  private func buffers(_ work: UnsafeMutablePointer<Float>) -> (FFTBuffers, FFTBuffers) {
    let size = plan.bufferCount
    return unsafe (
      FFTBuffers(re: work, im: work + size), FFTBuffers(re: work + 2 * size, im: work + 3 * size)
    )
  }
}
