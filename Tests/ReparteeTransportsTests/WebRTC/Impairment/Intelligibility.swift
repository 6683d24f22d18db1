#if canImport(Glibc)
  import Glibc
#endif

/// How much of the speech is left in what was heard, after the idea of short-time objective intelligibility (Taal et al.,
/// 2011): how well the loudness in each of several bands follows the original's, in pieces of 0.4 s.
struct Intelligibility {
  /// The mean correlation, and how much later than the original the pieces are: the middle one, in ms.
  var score = 0.0
  var delay = 0.0

  private static let bands = [250.0, 400, 630, 1_000, 1_600, 2_500, 4_000, 6_000]
  /// Frames of 10 ms.
  private static let frame = 160
  private static let piece = 40
  private static let mostDelay = 45

  /// - Parameters:
  ///   - original: what is said again and again.
  ///   - start: the seconds at which `heard` begins.
  ///   - speed: how fast the original was said.
  init(of original: Loudness, in heard: [Float], from start: Double, speed: Double) {
    let received = Loudness(heard)
    var scores: [Double] = []
    var delays: [Double] = []
    var place = 0
    while place + Self.piece <= received.frames {
      let time = (start + Double(place) / 100) * speed * 100
      defer { place += Self.piece }
      guard let best = Self.best(original, Int(time.rounded()), received, place) else { continue }
      scores.append(best.score)
      delays.append(Double(best.delay) * 10)
    }
    score = scores.reduce(0, +) / Double(max(1, scores.count))
    delay = delays.sorted().dropFirst(delays.count / 2).first ?? 0
  }

  private static func best(
    _ original: Loudness, _ time: Int, _ heard: Loudness, _ place: Int
  ) -> (score: Double, delay: Int)? {
    guard original.isSpeech(around: time - piece, count: 2 * piece) else { return nil }
    var best = (score: -1.0, delay: 0)
    for delay in 0...mostDelay {
      var sum = 0.0
      for band in bands.indices {
        sum += Loudness.correlation(original, time - delay, heard, place, band, piece)
      }
      if sum / Double(bands.count) > best.score { best = (sum / Double(bands.count), delay) }
    }
    return best
  }

  /// The loudness of a sound in each band, frame by frame.
  struct Loudness {
    private var values: [[Double]]
    let frames: Int

    init(_ samples: [Float]) {
      frames = samples.count / frame
      values = bands.map { frequency in
        var filter = Resonator(frequency: frequency, width: frequency / 3, rate: 16_000)
        return (0..<(samples.count / frame)).map { index in
          var sum = 0.0
          for sample in samples[index * frame..<(index + 1) * frame] {
            let value = filter.filter(Double(sample))
            sum += value * value
          }
          // The ear hears ratios; what is far below speech is silence.
          return (sum / Double(frame)).squareRoot().squareRoot()
        }
      }
    }

    /// The original begins anew at its end.
    private func value(_ band: Int, _ frame: Int) -> Double {
      let index = frame % frames
      return values[band][index < 0 ? index + frames : index]
    }

    func isSpeech(around start: Int, count: Int) -> Bool {
      var loud = 0
      for frame in start..<start + count where value(1, frame) + value(3, frame) > 0.1 { loud += 1 }
      return loud * 3 > count
    }

    static func correlation(
      _ a: Loudness, _ aStart: Int, _ b: Loudness, _ bStart: Int, _ band: Int, _ count: Int
    ) -> Double {
      var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for index in 0..<count {
        let (p, q) = (a.value(band, aStart + index), b.values[band][bStart + index])
        x += p
        y += q
        xx += p * p
        yy += q * q
        xy += p * q
      }
      let n = Double(count)
      let spread = (xx - x * x / n) * (yy - y * y / n)
      return spread > 1e-18 ? (xy - x * y / n) / spread.squareRoot() : 0
    }
  }
}
