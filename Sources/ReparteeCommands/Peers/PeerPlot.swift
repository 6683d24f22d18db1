internal import Foundation

/// The comparison as a picture: replies, sounds and the cost of a session.
struct PeerPlot {
  private static let left = 250.0
  private static let right = 900.0

  private let tables: PeerTables
  private let report: PeerReport
  private var picture = VectorPicture(width: 960, height: 0)
  private var y = 30.0

  private init(_ report: PeerReport, height: Double) {
    self.report = report
    tables = PeerTables(runs: report.runs)
    picture = VectorPicture(width: 960, height: height)
  }

  static func svg(of report: PeerReport) -> String {
    // Drawn once to see how high it is.
    var draft = PeerPlot(report, height: 0)
    draft.draw()
    var plot = PeerPlot(report, height: draft.y + 10)
    plot.draw()
    return plot.picture.svg
  }

  private mutating func draw() {
    picture.text("Repartee beside its peers", x: 20, y: y, size: 18, isBold: true)
    y += 20
    picture.text("\(report.date), \(report.machine.text)", x: 20, y: y, size: 11)
    y += 30
    drawFloor()
    drawSounds()
    drawDensity()
  }

  private mutating func head(_ title: String) {
    picture.text(title, x: 20, y: y, size: 14, isBold: true)
    y += 22
  }

  private func turns(_ peer: Peer) -> [Double] {
    report.runs.filter { $0.peer == peer.rawValue }
      .flatMap { $0.line?.turns ?? [] }.compactMap(\.ms)
  }

  private mutating func drawFloor() {
    let rows = Peer.allCases.map { (peer: $0, turns: turns($0)) }.filter { !$0.turns.isEmpty }
    guard !rows.isEmpty else { return }
    head("Reply floor: true end of speech to first agent audio, ms; the bar is the median")
    let most = max(1_000, rows.flatMap(\.turns).max() ?? 0)
    func place(_ value: Double) -> Double {
      Self.left + (Self.right - Self.left) * max(0, value) / most
    }
    for row in rows {
      picture.text(row.peer.title, x: Self.left - 10, y: y + 4, anchor: .end)
      for (index, turn) in row.turns.enumerated() {
        picture.circle(
          x: place(turn), y: y + Double(index % 5 - 2) * 2, radius: 2.5, fill: row.peer.colour,
          opacity: 0.5)
      }
      if let median = percentile(row.turns, 0.5) {
        picture.rectangle(
          x: place(median) - 1, y: y - 10, width: 2, height: 20, fill: row.peer.colour)
        picture.text("\(Int(median.rounded()))", x: place(median) + 5, y: y - 7, size: 10)
      }
      y += 30
    }
    axis(step: most > 2_000 ? 500 : 200, most: most, place)
    y += 40
  }

  private mutating func axis(step: Double, most: Double, _ place: (Double) -> Double) {
    picture.line([(Self.left, y - 10), (Self.right, y - 10)], stroke: "#444444")
    for tick in stride(from: 0, through: most, by: step) {
      picture.line([(place(tick), y - 10), (place(tick), y - 5)], stroke: "#444444")
      picture.text("\(Int(tick))", x: place(tick), y: y + 7, anchor: .middle, size: 10)
    }
  }

  private mutating func drawSounds() {
    let kinds: [(InterruptionOutcome.Kind, String)] = [
      (.kept, "#8fbf9f"), (.resumed, "#e3c565"), (.dropped, "#b5534b"), (.noReply, "#cccccc"),
    ]
    var isBegun = false
    for sound in InterruptionPlan.Sound.allCases {
      for peer in Peer.allCases {
        let outcomes = tables.outcomes(sound, peer)
        guard !outcomes.isEmpty else { continue }
        if !isBegun { head("Sounds over the agent: kept (green), resumed (yellow), dropped (red)") }
        isBegun = true
        picture.text(
          "\(sound.rawValue), \(peer.title)", x: Self.left - 10, y: y + 4, anchor: .end)
        var x = Self.left
        let width = (Self.right - Self.left - 150) / Double(outcomes.count)
        for (kind, colour) in kinds {
          let part = width * Double(outcomes.count { $0.outcome == kind })
          picture.rectangle(x: x, y: y - 8, width: part, height: 16, fill: colour)
          x += part
        }
        let stop = percentile(outcomes.compactMap(\.stop), 0.5).map {
          "stop \(Int($0.rounded())) ms"
        }
        picture.text("\(stop ?? "no stop"), n \(outcomes.count)", x: x + 8, y: y + 4, size: 11)
        y += 22
      }
      if isBegun { y += 6 }
    }
    if isBegun { y += 24 }
  }

  private mutating func drawDensity() {
    let rows = Peer.allCases.map { (peer: $0, points: tables.processor($0)) }
      .filter { !$0.points.isEmpty }
    guard !rows.isEmpty else { return }
    head("Processor time of a session, % of a core, by sessions in one process (logarithmic)")
    let counts = Set(rows.flatMap { $0.points.map(\.sessions) }).sorted()
    let (top, bottom) = (y, y + 220)
    func across(_ sessions: Int) -> Double {
      let place = Double(counts.firstIndex(of: sessions) ?? 0)
      return Self.left + 30 + place * (Self.right - Self.left - 250)
        / Double(max(1, counts.count - 1))
    }
    func down(_ percent: Double) -> Double {
      // From 100 % at the top to 0.01 %.
      top + (bottom - top) * min(1, max(0, (2 - log10(max(percent, 1e-6))) / 4))
    }
    for (power, label) in zip(-2...2, ["0.01", "0.1", "1", "10", "100"]) {
      let height = down(pow(10, Double(power)))
      picture.line([(Self.left, height), (Self.right - 200, height)], stroke: "#dddddd")
      picture.text(
        "\(label) %", x: Self.left - 10, y: height + 4, anchor: .end, size: 10)
    }
    for count in counts {
      picture.text("\(count)", x: across(count), y: bottom + 15, anchor: .middle, size: 10)
    }
    for row in rows {
      let points = row.points.map { (x: across($0.sessions), y: down($0.percent)) }
      picture.line(points, stroke: row.peer.colour, width: 2)
      for point in points {
        picture.circle(x: point.x, y: point.y, radius: 3, fill: row.peer.colour)
      }
      guard let end = points.last, let last = row.points.last else { continue }
      let shown = EvaluationTable.Cell.number(last.percent, 2).shown
      picture.text("\(row.peer.title) \(shown) %", x: end.x + 8, y: end.y + 4, size: 11)
    }
    y = bottom + 30
  }
}
