public import ReparteeCore

/// Converts audio from one rate to another as it comes in, block by block.
///
/// Up to 85 % of the lower rate's half passes; from that half on everything is at least 80 dB down. After it
/// is made, converting allocates nothing. Each stream has a converter of its own; a copy goes on from where
/// the original was.
///
/// Blocks of 20 ms become blocks of 20 ms whenever both are whole numbers of samples.
public struct RateConverter: Sendable {
  /// Inputs worked on at a time.
  private static let portion = 512

  public let source: SampleRate
  public let target: SampleRate
  let kernel: ResamplingKernel?
  /// An output comes every `step` / `places` inputs.
  let places: Int
  let step: Int

  /// The inputs that windows may still need, then room for a portion of new ones.
  var history: [Float]
  /// How far into the history the next output's window begins, and its place after that, in parts of an input.
  var start = 0
  var place = 0

  public init(from source: SampleRate, to target: SampleRate) {
    self.source = source
    self.target = target
    let divisor = Self.greatestDivisor(source.hertz, target.hertz)
    places = target.hertz / divisor
    step = source.hertz / divisor
    if source == target {
      kernel = nil
      history = []
    } else {
      let bandwidth = min(1, Double(target.hertz) / Double(source.hertz))
      let kernel = ResamplingKernel(places: places, bandwidth: bandwidth)
      self.kernel = kernel
      history = [Float](repeating: 0, count: kernel.taps - 1 + Self.portion)
    }
  }

  /// How much later audio comes out than it went in.
  public var latency: MediaTime { .samples(lead, at: source) }

  /// Inputs that must follow one before it comes out.
  private var lead: Int { kernel.map { $0.taps / 2 } ?? 0 }

  /// How many outputs the next `count` inputs will make.
  public func outputCount(for count: Int) -> Int {
    guard kernel != nil else { return count }
    // The next output needs the inputs up to `start`; the ones after it lie step / places apart.
    let room = (count - start) * places - place
    return room > 0 ? (room + step - 1) / step : 0
  }

  /// Converts the next part of the stream.
  /// - Parameters:
  ///   - input: any number of samples.
  ///   - output: at least `outputCount(for: input.count)` samples; those past the count are left alone.
  /// - Returns: how many outputs were made.
  public mutating func process(_ input: Span<Float>, into output: inout MutableSpan<Float>) -> Int {
    precondition(
      output.count >= outputCount(for: input.count), "The output is too short for the input.")
    guard let kernel else {
      for index in input.indices { output[index] = input[index] }
      return input.count
    }
    var (taken, made) = (0, 0)
    while taken < input.count {
      let count = min(Self.portion, input.count - taken)
      let kept = kernel.taps - 1
      var window = history.mutableSpan
      for index in 0..<count { window[kept + index] = input[taken + index] }
      taken += count
      made += convert(count, kernel, &output, at: made)
      keepLast(kept, after: count)
    }
    return made
  }

  /// Forgets what was heard: the next input begins a new stream.
  public mutating func reset() {
    for index in history.indices { history[index] = 0 }
    start = 0
    place = 0
  }

  /// Makes the outputs that `count` new inputs allow.
  private mutating func convert(
    _ count: Int, _ kernel: ResamplingKernel, _ output: inout MutableSpan<Float>, at first: Int
  ) -> Int {
    var made = first
    unsafe history.withUnsafeBufferPointer { history in
      guard let base = history.baseAddress else { return }
      while start < count {
        output[made] = unsafe kernel.output(base + start, place: place, of: places)
        made += 1
        place += step
        start += place / places
        place %= places
      }
    }
    start -= count
    return made - first
  }

  private mutating func keepLast(_ kept: Int, after count: Int) {
    var window = history.mutableSpan
    for index in 0..<kept { window[index] = window[count + index] }
  }

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestDivisor(b, a % b)
  }
}
