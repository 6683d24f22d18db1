import Testing

@testable import ReparteeInference

@Suite("Text from tokens")
struct LlamaTextStreamTests {
  @Test("A character spread over tokens comes whole", arguments: ["é", "€", "😀", "日本"])
  func wholeCharacters(text: String) {
    var stream = LlamaTextStream(stops: [])
    var pieces: [String] = []
    for byte in Array(("a" + text + "b").utf8) { pieces.append(stream.append([byte])) }
    #expect(pieces.joined() + stream.finish() == "a" + text + "b")
    #expect(pieces.allSatisfy { !$0.unicodeScalars.contains("\u{FFFD}") })
  }

  @Test("A character that never becomes whole is dropped")
  func incomplete() {
    var stream = LlamaTextStream(stops: [])
    #expect(stream.append([0x61, 0xE2, 0x82]) == "a")
    #expect(stream.finish() == "")
  }

  @Test("Bytes that are no text become replacement characters, and nothing traps")
  func invalid() {
    var stream = LlamaTextStream(stops: [])
    let text = [[0xFF], [0x80, 0x80, 0x80, 0x80], [0x61]].map { stream.append($0) }.joined()
    #expect((text + stream.finish()).hasSuffix("a"))
  }

  @Test("A stop string ends the text before it begins, however it is cut into tokens")
  func stopString() {
    for cut in 1..<8 {
      var stream = LlamaTextStream(stops: ["STOP", "\n\n"])
      let bytes = Array("one STOP two".utf8)
      var text = stream.append(Array(bytes[..<cut]))
      text += stream.append(Array(bytes[cut...]))
      #expect(text == "one ")
      #expect(stream.isStopped)
      #expect(stream.append(Array("more".utf8)) == "")
      #expect(stream.finish() == "")
    }
  }

  @Test("What looked like a stop string and was none is given later")
  func almostStop() {
    var stream = LlamaTextStream(stops: ["STOP"])
    #expect(stream.append(Array("a ST".utf8)) == "a ")
    #expect(stream.append(Array("ART".utf8)) == "START")
    #expect(stream.append(Array("S".utf8)) == "")
    #expect(stream.finish() == "S")
  }

  @Test("The earliest of several stop strings counts, and an empty one is none")
  func earliest() {
    var stream = LlamaTextStream(stops: ["", "two", "one"])
    #expect(stream.append(Array("zero one two".utf8)) == "zero ")
    #expect(stream.isStopped)
  }
}
