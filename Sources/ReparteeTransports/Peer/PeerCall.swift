/// What a client calls, and what it says.
struct PeerCall: Sendable {
  var host: String
  var port: Int
  /// With its query; its rate, when it names one, is the script's.
  var path: String
  var script: PeerScript
}
