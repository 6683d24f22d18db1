internal import ReparteeCore

/// One direction of a TCP connection over a bad network: every message comes, whole and in order, and so waits for all
/// before it.
///
/// The connection stands already. Acknowledgements go back at once, one for each segment, over the same kind of network.
struct TcpPath {
  private var sender = TcpSender()
  private var receiver = TcpReceiver()
  private var segments: DatagramPath<Range<Int>>
  private var acknowledgements: DatagramPath<TcpReceiver.Acknowledgement>
  private var messages: [(end: Int, bytes: [UInt8])] = []

  /// - Parameters:
  ///   - line: the way of the messages.
  ///   - back: the way of the acknowledgements.
  init(_ line: NetworkLine, back: NetworkLine) {
    segments = DatagramPath(line)
    acknowledgements = DatagramPath(back)
  }

  var retransmissions: Int { sender.retransmissions }
  var timeouts: Int { sender.timeouts }
  /// Segments that were sent, and lost.
  var sent: Int { segments.sent }
  var lost: Int { segments.lost }

  /// - Parameter header: bytes on the wire beside the message's own.
  mutating func send(_ message: [UInt8], header: Int, at now: MediaTime) {
    sender.write(message.count + header)
    messages.append((sender.written, message))
    transmit(at: now)
  }

  /// What the application can read until `now`, and when.
  mutating func take(until now: MediaTime) -> [(arrival: MediaTime, message: [UInt8])] {
    var output: [(arrival: MediaTime, message: [UInt8])] = []
    while let time = nextEvent, time <= now {
      for (arrival, segment) in segments.take(until: time) {
        acknowledgements.send(receiver.receive(segment), at: arrival)
        let count = messages.prefix { $0.end <= receiver.next }.count
        output += messages.prefix(count).map { (arrival, $0.bytes) }
        messages.removeFirst(count)
      }
      for (arrival, ack) in acknowledgements.take(until: time) {
        sender.receive(ack, at: arrival)
        transmit(at: arrival)
      }
      if let deadline = sender.deadline, deadline <= time { transmit(at: time) }
    }
    return output
  }

  private var nextEvent: MediaTime? {
    [segments.next, acknowledgements.next, sender.deadline].compactMap { $0 }.min()
  }

  private mutating func transmit(at now: MediaTime) {
    for segment in sender.poll(at: now) { segments.send(segment, at: now) }
  }
}
