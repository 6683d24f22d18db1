internal import NIOCore
internal import NIOWebSocket
internal import ReparteeTransports

/// What the frames of a client mean (RFC 6455, sections 5 to 7). Whatever comes, nothing traps.
struct WebSocketMachine {
  enum Event: Equatable {
    case nothing
    /// A whole text message; its bytes are not checked.
    case text([UInt8])
    /// A binary message, or the next part of one.
    case binary(ByteBuffer)
    case ping(ByteBuffer)
    /// The other side closes; the code is to be sent back. Nil: it gave none.
    case close(UInt16?)
    /// The connection has to be closed.
    case broken(CallClosure)
  }

  private enum Open { case text, binary }

  private let maximumBinary: Int
  private var open: Open?
  private var fragments = 0
  private var length = 0
  private var text: [UInt8] = []

  /// - Parameter maximumBinary: the longest binary message, all its fragments together, in bytes.
  init(maximumBinary: Int = WebSocketLimits.binary) { self.maximumBinary = maximumBinary }

  mutating func handle(_ frame: WebSocketFrame) -> Event {
    // Section 5.1: clients mask. Section 5.2: no extension is agreed on, so these bits mean nothing.
    guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
      return .broken(.protocolError)
    }
    let data = frame.unmaskedData
    switch frame.opcode {
    case .text: return begin(.text, data, isLast: frame.fin)
    case .binary: return begin(.binary, data, isLast: frame.fin)
    case .continuation:
      return open.map { go(on: $0, data, isLast: frame.fin) } ?? .broken(.protocolError)
    case .ping: return frame.fin ? .ping(data) : .broken(.protocolError)
    case .pong: return frame.fin ? .nothing : .broken(.protocolError)
    case .connectionClose: return Self.close(data)
    default: return .broken(.protocolError)
    }
  }

  private mutating func begin(_ kind: Open, _ data: ByteBuffer, isLast: Bool) -> Event {
    guard open == nil else { return .broken(.protocolError) }
    (fragments, length) = (0, 0)
    text.removeAll(keepingCapacity: true)
    return go(on: kind, data, isLast: isLast)
  }

  private mutating func go(on kind: Open, _ data: ByteBuffer, isLast: Bool) -> Event {
    fragments += 1
    length += data.readableBytes
    open = isLast ? nil : kind
    guard fragments <= WebSocketLimits.fragments,
      length <= (kind == .text ? WebSocketLimits.text : maximumBinary)
    else { return .broken(.tooBig) }
    guard kind == .text else { return .binary(data) }
    text.append(contentsOf: data.readableBytesView)
    return isLast ? .text(text) : .nothing
  }

  /// Section 5.5.1: nothing, or a code and a reason in UTF-8.
  private static func close(_ data: ByteBuffer) -> Event {
    guard data.readableBytes > 0 else { return .close(nil) }
    guard let code = data.getInteger(at: data.readerIndex, as: UInt16.self), isSendable(code) else {
      return .broken(.protocolError)
    }
    let reason = data.readableBytesView.dropFirst(2)
    return String(validating: reason, as: UTF8.self) == nil ? .broken(.invalidText) : .close(code)
  }

  /// Section 7.4: codes that may stand in a frame.
  private static func isSendable(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
