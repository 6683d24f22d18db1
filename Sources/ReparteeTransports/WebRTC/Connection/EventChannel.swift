internal import ReparteeCore
internal import ReparteeRTC

/// Texts to and from the client over the data channel `events`, which either side may open.
///
/// Confined to the session's loop. What must be sent comes out of `transmit`, which must not call back.
final class EventChannel {
  /// The side that offered usually opens the channel; after so long we do.
  static let patience = MediaTime.milliseconds(500)
  /// Texts that wait for the channel to open; of more the oldest are dropped.
  private static let mostWaiting = 256

  private var association: SctpAssociation
  private var stream: UInt16?
  private var connected: MediaTime?
  private var hasAsked = false
  private var waiting: [String] = []
  /// The channel cannot carry anything any more.
  private(set) var isClosed = false
  /// Hands a datagram to DTLS.
  var transmit: ([UInt8]) -> Void = { _ in }
  /// A text came. Bytes as they came: whoever reads them checks them.
  var onText: ([UInt8]) -> Void = { _ in }

  init(role: SctpSetup.Role, remotePort: UInt16) {
    var generator = SystemRandomNumberGenerator()
    association = SctpAssociation(
      SctpSetup(
        role: role, random: SctpSetup.Random(using: &generator), remotePort: remotePort))
  }

  var isOpen: Bool { stream != nil && !isClosed }

  func connect(at now: MediaTime) { handle(.connect, at: now) }
  func receive(_ datagram: [UInt8], at now: MediaTime) { handle(.datagram(datagram), at: now) }
  func close(at now: MediaTime) { handle(.abort, at: now) }

  /// To be called often.
  func tick(at now: MediaTime) {
    if let due = association.nextTimer, due <= now { handle(.tick, at: now) }
    guard let connected, stream == nil, !hasAsked, now - connected >= Self.patience else { return }
    open(at: now)
  }

  /// Opens the channel from this side.
  func open(at now: MediaTime) {
    hasAsked = true
    handle(
      .open(label: DataChannel.eventsLabel, subprotocol: "", isOrdered: true), at: now)
  }

  /// Sends a text, as soon as there is a channel.
  func send(_ text: String, at now: MediaTime) {
    guard !isClosed else { return }
    guard let stream else {
      if waiting.count >= Self.mostWaiting { waiting.removeFirst() }
      waiting.append(text)
      return
    }
    handle(.send(stream: stream, kind: .text, bytes: Array(text.utf8)), at: now)
  }

  private func handle(_ input: SctpInput, at now: MediaTime) {
    guard !isClosed else { return }
    for action in association.handle(input, at: now) { perform(action, at: now) }
  }

  private func perform(_ action: SctpAction, at now: MediaTime) {
    switch action {
    case .transmit(let datagram): transmit(datagram)
    case .connected: connected = now
    case .channelOpened(let channel):
      guard stream == nil, channel.label == DataChannel.eventsLabel else { return }
      stream = channel.stream
      let texts = waiting
      waiting = []
      for text in texts { send(text, at: now) }
    case .message(let stream, .text, let bytes): if stream == self.stream { onText(bytes) }
    case .message: break
    case .channelClosed(let stream): if stream == self.stream { self.stream = nil }
    case .refused: break
    case .closed: isClosed = true
    }
  }
}
