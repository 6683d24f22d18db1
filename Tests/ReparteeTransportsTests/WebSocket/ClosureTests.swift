import ReparteeCore
import Testing

@testable import ReparteeTransports

@Suite("How a WebSocket is closed") struct ClosureTests {
  @Test("Codes are those of RFC 6455 and its registry, reasons fit a control frame")
  func table() {
    let codes: [CallClosure: UInt16] = [
      .ended: 1000, .draining: 1001, .protocolError: 1002, .unsupported: 1003,
      .invalidText: 1007, .unauthorized: 1008, .idle: 1008, .tooSlow: 1008, .tooFast: 1008,
      .tooManyErrors: 1008, .tooBig: 1009, .failed: 1011, .overCapacity: 1013,
    ]
    #expect(codes.count == CallClosure.allCases.count)
    for closure in CallClosure.allCases {
      #expect(closure.code == codes[closure])
      #expect(closure.reason.hasSuffix("."))
      #expect(closure.reason.utf8.count <= CallClosure.maximumReason)
    }
    #expect(Set(CallClosure.allCases.map(\.reason)).count == CallClosure.allCases.count)
  }

  @Test("A message that cannot be understood is answered; many of them end the call")
  func mistakes() {
    let sent = Sent()
    let endpoint = WebSocketEndpoint(
      rate: .hz16000, outRate: .hz16000, speechRate: .hz16000
    ) { sent.all.append($0) }
    for _ in 1..<WebSocketEndpoint.mistakes {
      #expect(endpoint.receive(text: Array("what?".utf8)) == nil)
    }
    #expect(sent.closure == nil)
    #expect(sent.texts.count == WebSocketEndpoint.mistakes - 1)
    #expect(sent.texts.allSatisfy { $0.contains("bad_message") })
    _ = endpoint.receive(text: Array("{}".utf8))
    #expect(sent.closure == .tooManyErrors)
  }

  @Test("What is for the session is handed on, the rest is not")
  func routes() {
    let sent = Sent()
    let endpoint = WebSocketEndpoint(
      rate: .hz16000, outRate: .hz16000, speechRate: .hz16000
    ) { sent.all.append($0) }
    func receive(_ json: String) -> ClientMessage? { endpoint.receive(text: Array(json.utf8)) }
    #expect(receive(#"{"type":"text","text":"Hi"}"#) == .text("Hi"))
    #expect(receive(#"{"type":"interrupt"}"#) == .interrupt)
    #expect(receive(#"{"type":"played","ms":20}"#) == nil)
    #expect(receive(#"{"type":"dance"}"#) == nil)
    #expect(sent.all.isEmpty && endpoint.take().isHere)
    #expect(receive(#"{"type":"end"}"#) == nil)
    #expect(!endpoint.take().isHere)
    _ = endpoint.receive(text: [0xFF])
    #expect(sent.closure == .invalidText)
    #expect(receive(#"{"type":"interrupt"}"#) == nil)
  }
}
