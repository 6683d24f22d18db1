internal import ReparteeTransports

/// The figures of `bench transport`, with what is and is not in them.
enum TransportTables {
  /// One transport's way through the server.
  struct Path {
    var line: LoadClients.Line
    var cost: PathCost

    var name: String { line == .webRTC ? "webrtc" : "websocket" }
  }

  static func echo(_ rows: [EchoBench.Row], load: Double?) -> EvaluationTable {
    var table = EvaluationTable(
      "Microphone to loudspeaker through the server, in Chromium, ms",
      columns: [
        "transport", "sweeps", "back", "p50", "p95", "min", "max", "chromium holds", "then playout",
      ],
      notes: [
        "a sweep of 0.2 s every 1.25 s; from where the microphone's sound enters the page's audio graph to where the agent's leaves it, on the graph's clock, by cross-correlation",
        "in it: encoding or the page's messages of 20 ms, loopback, all of the server (it echoes in the block that it hears), Chromium's jitter buffer or the page's of 60 ms, decoding",
        "not in it: Chromium's capture before the graph, and 'then playout', what it says that its output takes after the graph; both are fake devices",
        "over WebRTC sound does not pass the graph: both ends are copies of it, each through a buffer of the graph's",
        "'chromium holds': its jitter buffer's own figure, a part of p50",
        "echo cancellation, noise suppression and gain control are off",
      ] + loadNote(load))
    for row in rows {
      let back = row.delays.compactMap { $0 }
      table.add(
        [.text(row.line.rawValue), .count(row.delays.count), .count(back.count)]
          + [percentile(back, 0.5), percentile(back, 0.95), back.min(), back.max()].map(one)
          + [one(row.browser.held), one(row.browser.playout)])
      if row.browser.processed {
        table.notes.append("\(row.line.rawValue): Chromium did process the microphone's sound")
      }
      if row.browser.gaps > 0 {
        table.notes.append(
          "\(row.line.rawValue): the audio graph left out \(row.browser.gaps) blocks")
      }
    }
    return table
  }

  static func sessions(
    _ rows: [(DensityBench.Line, DensityRow)], load: Double?
  ) -> EvaluationTable {
    var table = EvaluationTable(
      "What sessions take of the server",
      columns: [
        "transport", "sessions", "cpu ms/s", "private MB", "set-up ms", "client cpu ms/s",
        "machine %", "lag p99 ms", "reply p50 ms", "lost",
      ],
      notes: [
        "synthetic peers with the whole protocol in this process, a fresh server in another, loopback; callers ask every six seconds; services are mock: the voice detector is real, all else costs nothing",
        "cpu: the server's, for one second of one session; private MB: what each session after the first added; set-up: from the connection's or the offer's first packet to the server's first message or to media that can flow, half of them",
      ] + loadNote(load))
    for (line, row) in rows {
      table.add([
        .text(line.rawValue), .count(row.sessions), one(row.cpuMilliseconds),
        row.megabytes.map { .number($0, 2) } ?? .none, one(row.setUp), one(row.clientMilliseconds),
        one(row.machineShare * 100), one(row.lag?.p99), one(row.floorMedian), .count(row.lost),
      ])
    }
    return table
  }

  static func costs(_ paths: [Path], load: Double?) -> EvaluationTable {
    var table = EvaluationTable(
      "What a packet takes of the server's processor, µs",
      columns: ["way", "transport", "packets", "cpu p50", "cpu p99", "wall p50", "wall p99"],
      notes: [
        "in: received packet to the voice detector's block; out: the synthesiser's block of 20 ms to the packet to be sent; speech of 24 kHz, one thread, warm",
        "webrtc: SRTP (AES-GCM), RTP, jitter buffer, Opus, resampling; websocket: PCM16 of 16 kHz, queues, resampling",
        "not in it: the kernel, the event loop's reading and writing of sockets, WebSocket frames; those are in the sessions' figures",
        "nothing: the same measurement of no work; it is in each figure above, twice in those of the way in",
      ] + loadNote(load))
    for path in paths { table.add(row("in", path.name, path.cost.received)) }
    for path in paths { table.add(row("out", path.name, path.cost.sent)) }
    table.add(row("nothing", "", paths.flatMap(\.cost.idle)))
    return table
  }

  private static func row(
    _ way: String, _ transport: String, _ samples: [PathCost.Sample]
  ) -> [EvaluationTable.Cell] {
    let (cpu, wall) = (samples.map(\.cpu), samples.map(\.wall))
    return [.text(way), .text(transport), .count(samples.count)]
      + [
        percentile(cpu, 0.5), percentile(cpu, 0.99), percentile(wall, 0.5), percentile(wall, 0.99),
      ]
      .map(one)
  }

  static func waits(_ paths: [Path], load: Double?) -> EvaluationTable {
    var table = EvaluationTable(
      "How long sound waits in the server by design, ms",
      columns: ["way", "transport", "packets", "p50", "p99", "max", "held back", "lead"],
      notes: [
        "in: from a packet to the block in which its first sound is taken: what the jitter buffer holds back ('held back' is its aim), and the rest of 20 ms until the next block; the packets' moment moves once through all of the block",
        "out: from a block to its packet; 'lead': how much may be sent at once, to make up for a socket that took nothing for a while",
        "a line that delays nothing, and time that is made: no figure of this machine is in it; the filters' and the codec's own delay is not",
      ])
    for path in paths {
      table.add(
        wait("in", path, path.cost.held) + [
          path.cost.target.map { .number($0, 0) } ?? .none, .none,
        ])
    }
    for path in paths {
      table.add(wait("out", path, path.cost.unsent) + [.none, .number(path.cost.lead, 0)])
    }
    return table
  }

  private static func wait(
    _ way: String, _ path: Path, _ values: [Double]
  ) -> [EvaluationTable.Cell] {
    [.text(way), .text(path.name), .count(values.count)]
      + [percentile(values, 0.5), percentile(values, 0.99), values.max()].map(one)
  }

  /// With one decimal.
  private static func one(_ value: Double?) -> EvaluationTable.Cell {
    value.map { .number($0, 1) } ?? .none
  }

  private static func loadNote(_ load: Double?) -> [String] {
    load.map { ["load average of the machine before: \(Quantiles.short($0))"] } ?? []
  }
}
