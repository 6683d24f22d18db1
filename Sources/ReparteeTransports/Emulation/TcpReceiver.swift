/// The receiving end of a TCP connection: puts segments in order and says what it has.
struct TcpReceiver {
  /// What is told to the sender: how far all is there, and what is there beyond (RFC 2018).
  struct Acknowledgement {
    var next: Int
    var beyond: [Range<Int>]
  }

  /// All bytes before it are there.
  private(set) var next = 0
  private var beyond: [Range<Int>] = []

  mutating func receive(_ segment: Range<Int>) -> Acknowledgement {
    if segment.upperBound > next { add(segment) }
    return Acknowledgement(next: next, beyond: beyond)
  }

  private mutating func add(_ segment: Range<Int>) {
    let parts = (beyond + [segment]).sorted { $0.lowerBound < $1.lowerBound }
    beyond = []
    for part in parts {
      if part.lowerBound <= next {
        next = max(next, part.upperBound)
      } else if let last = beyond.last, part.lowerBound <= last.upperBound {
        beyond[beyond.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
      } else {
        beyond.append(part)
      }
    }
  }
}
