public import Repartee
import ReparteeInference

/// One caller's turn detection: keeps features up to date, so that a question costs the network only.
///
/// Audio before the turn began is not shown to the network, save for half a second, as it was
/// trained. What came after the last whole hop of 10 ms waits for the next question. Until
/// `beginTurn` is called the turn is all that was heard.
public final class SmartTurnStream: TurnStream {
  /// Samples before the beginning of speech that belong to the turn: 500 ms.
  private static let before = 8_000

  private let network: SmartTurnNetwork
  private var history = SmartTurnHistory()
  private var begin = 0

  init(_ network: SmartTurnNetwork) { self.network = network }

  public func append(_ samples: Span<Float>) { history.append(samples) }

  public func beginTurn(lead: Int) {
    let lead = min(max(0, lead), history.heard)
    begin = max(0, history.heard - lead - Self.before)
  }

  /// As the protocol says. A turn in which nothing was as loud as speech gets 0.5: there is nothing
  /// to judge, and the network would be sure that it is over.
  public func question() -> TurnQuestion {
    let window = history.window(from: begin)
    if window.isSilent {
      return TurnQuestion { () throws(ModelError) in SmartTurnNetwork.undecided }
    }
    return TurnQuestion { [network] () async throws(ModelError) in
      try await network.probability(of: window)
    }
  }
}
