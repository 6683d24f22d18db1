internal import ReparteeServer

/// Secrets that a server is given by whoever starts it, so that they need not stand in a file.
enum ServerSecrets {
  /// The variable that tokens for browsers are signed with.
  static let tokenSecret = "REPARTEE_TOKEN_SECRET"

  /// The environment goes before a file. An empty variable is none.
  static func apply(_ environment: [String: String], to settings: inout ServerConfiguration) {
    if let secret = environment[tokenSecret], !secret.isEmpty { settings.tokenSecret = secret }
  }

  /// The environment for programs that are started from here: secrets are none of their business.
  static func removed(from environment: [String: String]) -> [String: String] {
    environment.filter { $0.key != tokenSecret }
  }
}
