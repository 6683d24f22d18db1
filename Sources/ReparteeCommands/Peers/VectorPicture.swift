/// A small writer of SVG.
struct VectorPicture {
  enum Anchor: String { case start, middle, end }

  let width: Double
  let height: Double
  private var body: [String] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String
  ) {
    body.append(
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(0, width)))\" "
        + "height=\"\(Self.number(max(0, height)))\" fill=\"\(Self.escaped(fill))\"/>")
  }

  mutating func circle(x: Double, y: Double, radius: Double, fill: String, opacity: Double = 1) {
    body.append(
      "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" "
        + "fill=\"\(Self.escaped(fill))\" fill-opacity=\"\(Self.number(opacity))\"/>")
  }

  mutating func line(_ points: [(x: Double, y: Double)], stroke: String, width: Double = 1) {
    let list = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    body.append(
      "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(Self.escaped(stroke))\" "
        + "stroke-width=\"\(Self.number(width))\"/>")
  }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, size: Double = 12,
    isBold: Bool = false
  ) {
    body.append(
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(isBold ? " font-weight=\"bold\"" : "")>"
        + "\(Self.escaped(text))</text>")
  }

  var svg: String {
    let size = "\(Self.number(width)) \(Self.number(height))"
    return
      ([
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" font-family=\"sans-serif\">"
      ]
      + ["<rect width=\"100%\" height=\"100%\" fill=\"white\"/>"] + body + ["</svg>"])
      .joined(separator: "\n") + "\n"
  }

  /// One decimal; what is no number is zero.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
