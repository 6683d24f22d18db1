/// What a client calls, and what it says.
public struct PeerCall: Sendable {
  var host: String
  var port: Int
  /// With its query; its rate, when it names one, is the script's.
  var path: String
  var script: PeerScript
  /// Over a WebSocket only; a WebRTC client closes its connection.
  var leaving = Leaving.end

  /// How a client ends its call.
  public enum Leaving: Sendable {
    /// Says `end`, and waits until the other side closes.
    case end
    /// Closes the connection without a word.
    case silently
  }
}
