import Foundation
import Testing

@Suite struct TurnDiagramTests {
  @Test("The diagram in docs/turns.md is what the machine does")
  func drawn() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/turns.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let diagram = TurnDiagram.draw()
    #expect(
      text.contains("stateDiagram-v2\n\(diagram)\n```"),
      "docs/turns.md is to hold:\nstateDiagram-v2\n\(diagram)")
  }
}
