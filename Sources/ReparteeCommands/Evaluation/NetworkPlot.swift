internal import Foundation

/// Word errors, delay and replies over the losses, a column for each jitter.
struct NetworkPlot {
  private static let column = 230.0
  private static let row = 170.0
  private static let left = 70.0
  private static let colours = [("webrtc", "#2b6cb0"), ("websocket", "#c05621")]

  private let report: NetworkReport
  private let losses: [Int]
  private let jitters: [Int]
  private var picture: VectorPicture

  private init(_ report: NetworkReport) {
    self.report = report
    losses = Set(report.cells.map(\.lossPercent)).sorted()
    jitters = Set(report.cells.map(\.jitter)).sorted()
    picture = VectorPicture(
      width: Self.left + Self.column * Double(max(1, jitters.count)) + 20, height: 4 * Self.row + 60
    )
  }

  static func svg(of report: NetworkReport) -> String {
    var plot = NetworkPlot(report)
    plot.draw()
    return plot.picture.svg
  }

  private mutating func draw() {
    picture.text("Speech over bad networks", x: 20, y: 28, size: 18, isBold: true)
    for (index, colour) in Self.colours.enumerated() {
      let x = 280 + 110 * Double(index)
      picture.rectangle(x: x, y: 18, width: 12, height: 12, fill: colour.1)
      picture.text(colour.0, x: x + 17, y: 28)
    }
    let figures: [(String, (NetworkReport.Cell) -> Double?)] = [
      ("word errors, caller to agent, %", { $0.up.wordErrorPercent }),
      ("delay p95, caller to agent, ms", { $0.up.delayP95 }),
      ("reply p50, ms", { $0.replies?.p50 }),
      ("reply p95, ms", { $0.replies?.p95 }),
    ]
    for (place, figure) in figures.enumerated() {
      let values = report.cells.compactMap(figure.1)
      guard !values.isEmpty else { continue }
      draw(figure.0, figure.1, top: 60 + Double(place) * Self.row, most: values.max() ?? 1)
    }
  }

  /// One figure for every jitter. Times are shown from 30 ms on, each line ten times the one below.
  private mutating func draw(
    _ title: String, _ figure: (NetworkReport.Cell) -> Double?, top: Double, most: Double
  ) {
    let height = Self.row - 60
    let isTime = title.hasSuffix("ms")
    let power = max(1, log10(max(most, 31) / 30))
    func down(_ value: Double) -> Double {
      let share = isTime ? log10(max(value, 30) / 30) / power : value / max(most, 1)
      return top + 20 + height * (1 - share)
    }
    picture.text(title, x: 20, y: top + 8, size: 12, isBold: true)
    let ticks = isTime ? [30, 100, 300, 1_000, 3_000, 10_000, 30_000] : [0, 10, 20, 40, 60, 80]
    for tick in ticks where Double(tick) <= most {
      picture.line(
        [(Self.left, down(Double(tick))), (picture.width - 20, down(Double(tick)))],
        stroke: "#dddddd")
      picture.text(
        "\(tick)", x: Self.left - 6, y: down(Double(tick)) + 4, anchor: .end, size: 10)
    }
    for (place, jitter) in jitters.enumerated() {
      let start = Self.left + Double(place) * Self.column + 10
      let scale = (Self.column - 50) / Double(max(1, losses.last ?? 1))
      for loss in losses {
        picture.text(
          "\(loss) %", x: start + Double(loss) * scale, y: top + height + 34, anchor: .middle,
          size: 9)
      }
      picture.text("jitter \(jitter) ms", x: start + 60, y: top + height + 47, size: 10)
      for (transport, colour) in Self.colours {
        let points = losses.compactMap { loss in
          report.cell(transport, loss, jitter).flatMap(figure)
            .map { (x: start + Double(loss) * scale, y: down($0)) }
        }
        picture.line(points, stroke: colour, width: 2)
        for point in points { picture.circle(x: point.x, y: point.y, radius: 2.5, fill: colour) }
      }
    }
  }
}
