internal import RealModule

/// Turns frames of 400 samples at 16 kHz (25 ms) into 80 mel energies each: the front end of Whisper and Smart Turn.
///
/// Frames are meant to begin every `hop` samples. It owns its scratch, so a frame allocates nothing;
/// each stream has an analyser of its own.
public struct MelAnalyzer: Sendable {
  /// Samples a frame.
  public static let frame = 400
  /// Samples from one frame to the next: 10 ms.
  public static let hop = 160
  /// Energies a frame.
  public static let bands = 80

  private static let transform = RealFFT(count: frame)
  /// Hann's window, periodic: 401 points without the last.
  private static let window: [Float] = (0..<frame).map {
    Float(0.5 - 0.5 * Double.cos(2 * Double.pi * Double($0) / Double(frame)))
  }

  private let transform: RealFFT?
  private let window = Self.window
  private let filters = MelFilterbank.speech
  private var windowed = [Float](repeating: 0, count: frame)
  private var real = [Float](repeating: 0, count: frame / 2 + 1)
  private var imaginary = [Float](repeating: 0, count: frame / 2 + 1)
  private var scratch: [Float]

  public init() {
    transform = Self.transform
    scratch = [Float](repeating: 0, count: transform?.scratchCount ?? 0)
  }

  /// The mel energies of one frame; about five microseconds.
  /// - Parameters:
  ///   - frame: exactly 400 samples.
  ///   - energies: where 80 energies go, none below zero.
  public mutating func analyze(_ frame: Span<Float>, energies: inout MutableSpan<Float>) {
    precondition(frame.count == Self.frame, "A frame has 400 samples.")
    Self.multiply(frame, window, into: &windowed)
    Self.transform(windowed, by: transform, &real, &imaginary, &scratch)
    Self.square(&real, imaginary)
    filters.apply(to: real.span, energies: &energies)
  }

  private static func transform(
    _ samples: [Float], by transform: RealFFT?, _ real: inout [Float],
    _ imaginary: inout [Float], _ scratch: inout [Float]
  ) {
    var re = real.mutableSpan
    var im = imaginary.mutableSpan
    var work = scratch.mutableSpan
    transform?.forward(samples.span, real: &re, imaginary: &im, scratch: &work)
  }

  private static func multiply(
    _ frame: Span<Float>, _ window: [Float], into product: inout [Float]
  ) {
    unsafe frame.withUnsafeBufferPointer { frame in
      unsafe window.withUnsafeBufferPointer { window in
        unsafe product.withUnsafeMutableBufferPointer { product in
          for index in 0..<Self.frame { unsafe product[index] = frame[index] * window[index] }
        }
      }
    }
  }

  /// re² + im², in place of re.
  private static func square(_ re: inout [Float], _ im: [Float]) {
    unsafe im.withUnsafeBufferPointer { im in
      unsafe re.withUnsafeMutableBufferPointer { re in
        for bin in 0..<re.count { unsafe re[bin] = re[bin] * re[bin] + im[bin] * im[bin] }
      }
    }
  }
}
