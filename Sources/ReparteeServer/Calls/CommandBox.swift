internal import Repartee

/// The way to a call: what is told it before it begins waits here and goes first, in order; what comes after its end is
/// dropped.
struct CommandBox {
  /// Commands that wait for a call to begin.
  static let most = 8

  private var driver: RealTimeDriver?
  private(set) var early: [CallCommand] = []
  private var isClosed = false

  mutating func send(_ command: CallCommand) {
    guard !isClosed else { return }
    if let driver {
      driver.send(command)
    } else if early.count < Self.most, !early.contains(command) {
      // Said twice it says nothing more.
      early.append(command)
    }
  }

  /// The call begins.
  mutating func open(_ driver: RealTimeDriver) {
    for command in early { driver.send(command) }
    early = []
    if isClosed { driver.send(.hangUp) } else { self.driver = driver }
  }

  /// Nothing more is said to the call. It holds whoever holds this box, so it is let go.
  mutating func close() {
    isClosed = true
    driver = nil
  }
}
