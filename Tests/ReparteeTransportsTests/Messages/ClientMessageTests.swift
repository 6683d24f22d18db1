import Testing

@testable import ReparteeTransports

@Suite("What a client may say in text") struct ClientMessageTests {
  @Test(
    "Messages are understood, whatever else is in them",
    arguments: [
      (#"{"type":"text","text":"Hello"}"#, ClientMessage.text("Hello")),
      (#" { "text" : "\u00e9\n\"" , "x":[1,{"y":null}], "type" : "text" } "#, .text("é\n\"")),
      (#"{"type":"interrupt"}"#, .interrupt),
      (#"{"type":"interrupt","ms":"what"}"#, .interrupt),
      (#"{"type":"played","ms":1234}"#, .played(milliseconds: 1_234)),
      (#"{"type":"played","ms":1234.9}"#, .played(milliseconds: 1_234)),
      (#"{"type":"played","ms":0}"#, .played(milliseconds: 0)),
      (#"{"type":"end"}"#, .end),
      (#"{"type":"dance","text":7}"#, .unknown("dance")),
      (#"{"type":""}"#, .unknown("")),
    ])
  func understood(json: String, message: ClientMessage) throws {
    #expect(try ClientMessage(json: json) == message)
  }

  @Test(
    "What is wrong is said in a sentence, and the call goes on",
    arguments: [
      "", " ", "{", "null", "[]", "\"text\"", "7", "{}", #"{"type":7}"#, #"{"type":null}"#,
      #"{"type":"text"}"#, #"{"type":"text","text":7}"#, #"{"type":"text","text":" \n"}"#,
      #"{"type":"played"}"#, #"{"type":"played","ms":"1"}"#, #"{"type":"played","ms":true}"#,
      #"{"type":"played","ms":-1}"#, #"{"type":"played","ms":1e99}"#,
      #"{"type":"played","ms":1e999}"#, #"{"type":"end"} x"#,
      String(repeating: "[", count: 10_000), String(repeating: #"{"a":"#, count: 3_000),
    ])
  func wrong(json: String) {
    let error = #expect(throws: ClientMessageError.self) { try ClientMessage(json: json) }
    #expect(error?.message.hasSuffix(".") == true)
    #expect(error?.closure == nil)
  }

  @Test("What is no UTF-8, or too long, closes the connection")
  func closes() {
    let broken: [UInt8] = Array(#"{"type":"text","text":""#.utf8) + [0xC3, 0x28, 0x22, 0x7D]
    let invalid = #expect(throws: ClientMessageError.self) { try ClientMessage(json: broken) }
    #expect(invalid?.closure == .invalidText)
    let long = #"{"type":"text","text":""# + String(repeating: "a", count: 16_400) + "\"}"
    let tooLong = #expect(throws: ClientMessageError.self) { try ClientMessage(json: long) }
    #expect(tooLong?.closure == .tooBig)
  }

  private static let seeds: [[UInt8]] = [
    #"{"type":"text","text":"Are you open on \u00e9 Sunday?"}"#, #"{"type":"interrupt"}"#,
    #"{"type":"played","ms":12340}"#, #"{"type":"played","ms":-1.5e3}"#, #"{"type":"end"}"#,
    #"{"type":"x","a":[{"b":[true,null,0.1,"\ud83d\ude00"]}]}"#,
  ].map { Array($0.utf8) }

  @Test("A hundred thousand damaged messages are understood or refused")
  func fuzz() {
    var noise = Noise(seed: 11)
    var (understood, refused) = (0, 0)
    for turn in 0..<100_000 {
      var bytes = Self.seeds[turn % Self.seeds.count]
      for _ in 0...Int.random(in: 0..<4, using: &noise) { noise.damage(&bytes) }
      do throws(ClientMessageError) {
        if case .played(let time) = try ClientMessage(json: bytes) { #expect(time >= 0) }
        understood += 1
      } catch {
        #expect(!error.message.isEmpty)
        refused += 1
      }
    }
    #expect(understood > 1_000 && refused > 1_000)
  }
}
