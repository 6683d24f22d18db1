#if canImport(CAllocationCounter)
  import CAllocationCounter
  import ReparteeCore
  import ReparteeRTC
  import Testing

  /// The media plane runs for every packet of every call: once it is warm, it asks the heap for nothing.
  @Suite(
    "Packets ask the heap for nothing",
    .enabled(if: allocation_counter_works() != 0, "needs a C library whose malloc can be replaced"))
  struct MediaAllocationTests {
    @Test("receiving, ordering and reporting on 3,000 packets, and sending as many")
    func packets() {
      let header = RtpHeader(payloadType: 111, sequence: 0, timestamp: 0, source: 1)
      var bytes = header.packet([0x48] + Array(repeating: 7, count: 80))
      var buffer = JitterBuffer()
      var reception = ReceptionStatistics()
      var sender = RtpSender(source: 2, payloadType: 111, sequence: 0, timestamp: 0)
      var playout = RemotePlayout()
      var (played, unread, before) = (0, 0, UInt64(0))
      for number in 0..<3_100 {
        // The first hundred warm up.
        if number == 100 { before = allocation_count() }
        let now = MediaTime.milliseconds(Int64(number) * 20)
        write(number, into: &bytes)
        if let packet = try? RtpPacket(parsing: bytes.span), number % 7 != 3 {
          reception.received(packet.header, at: now)
          buffer.insert(
            source: packet.header.source, sequence: packet.header.sequence,
            timestamp: packet.header.timestamp, arrival: now,
            payload: bytes.span.extracting(packet.payload))
        } else {
          unread += 1
        }
        let output = buffer.pop(at: now)
        if output == .packet || output == .shorten || output == .lengthen { played += 1 }
        if sender.due(at: now) > 0 { _ = sender.packet(payload: 80) }
        playout.sent(upTo: now, at: now)
      }
      let found = allocation_count() - before
      #expect(found == 0)
      #expect(played > 2_500 && unread == 443)
    }

    private func write(_ number: Int, into bytes: inout [UInt8]) {
      let header = RtpHeader(
        payloadType: 111, sequence: UInt16(truncatingIfNeeded: number),
        timestamp: UInt32(truncatingIfNeeded: number * 960), source: 1)
      var span = bytes.mutableSpan
      _ = header.write(into: &span)
    }
  }
#endif
