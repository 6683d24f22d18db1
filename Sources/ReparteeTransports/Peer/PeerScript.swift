/// What a client says over and over: one clip, and then silence in which it is answered.
public struct PeerScript: Sendable {
  /// Mono PCM at `rate`.
  public var clip: [Int16]
  /// Where the clip's last sound ends, in samples.
  public var speechEnd: Int
  /// In samples per second.
  public var rate: Int
  /// Silence after the clip, in seconds.
  public var pause: Double
  /// Silence before the first clip, in seconds: clients that begin together do not speak together.
  public var lead: Double

  public init(clip: [Int16], speechEnd: Int, rate: Int, pause: Double, lead: Double = 0) {
    self.clip = clip
    self.speechEnd = speechEnd
    self.rate = rate
    self.pause = pause
    self.lead = lead
  }

  /// Samples in 20 ms.
  var blockSize: Int { max(1, rate / 50) }

  private var period: Int { clip.count + Int(pause * Double(rate)) }

  /// The samples of the block with this number, counted from 0.
  func block(_ number: Int) -> [Int16] {
    let start = number * blockSize - Int(lead * Double(rate))
    return (start..<start + blockSize).map { position in
      guard position >= 0, period > 0 else { return 0 }
      let place = position % period
      return place < clip.count ? clip[place] : 0
    }
  }

  /// Whether the clip's last sound is in the block.
  func endsSpeech(in number: Int) -> Bool {
    let start = number * blockSize - Int(lead * Double(rate))
    guard start + blockSize > 0, period > 0 else { return false }
    let place = (speechEnd - start % period + period) % period
    return place < blockSize
  }
}
