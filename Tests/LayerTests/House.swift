/// The floors and what each target may import. Imports go down only.
enum House {
  struct Target: Sendable {
    let name: String
    let floor: Int
    /// Within a floor a target may see those on lower steps.
    let step: Int
    /// Other targets of this package.
    let targets: Set<String>
    /// Products of other packages.
    let products: Set<String>
    /// Whether its code is Swift; the others are shims with headers of their own.
    let isSwift: Bool

    init(
      _ name: String, floor: Int, step: Int, targets: Set<String> = [],
      products: Set<String> = [], isSwift: Bool = true
    ) {
      self.name = name
      self.floor = floor
      self.step = step
      self.targets = targets
      self.products = products
      self.isSwift = isSwift
    }
  }

  static let targets: [Target] = [
    Target("ReparteeCore", floor: 0, step: 0),
    Target(
      "ReparteeAudio", floor: 0, step: 1, targets: ["ReparteeCore"], products: ["RealModule"]),
    Target("ReparteeTurn", floor: 0, step: 2, targets: ["ReparteeCore", "ReparteeAudio"]),
    Target("ReparteeRTC", floor: 0, step: 2, targets: ["ReparteeCore"]),
    Target(
      "Repartee", floor: 1, step: 0, targets: ["ReparteeCore", "ReparteeAudio", "ReparteeTurn"],
      products: ["Logging"]),
    Target("COnnxRuntime", floor: 2, step: 0, isSwift: false),
    Target("CReparteeVAD", floor: 2, step: 0, isSwift: false),
    Target("CLlama", floor: 2, step: 0, isSwift: false),
    Target(
      "ReparteeInference", floor: 2, step: 1,
      targets: ["ReparteeCore", "ReparteeAudio", "Repartee", "COnnxRuntime", "CLlama"],
      products: ["Logging"]),
    Target(
      "ReparteeLocal", floor: 2, step: 2,
      targets: ["ReparteeCore", "ReparteeAudio", "Repartee", "ReparteeInference", "CReparteeVAD"],
      products: ["Logging", "RealModule"]),
    Target("COpenSSL", floor: 2, step: 0, isSwift: false),
    Target("CSRTP", floor: 2, step: 0, isSwift: false),
    Target("COpus", floor: 2, step: 0, isSwift: false),
    Target(
      "CReparteeRTC", floor: 2, step: 1, targets: ["COpenSSL", "CSRTP", "COpus"], isSwift: false),
    Target(
      "ReparteeTransports", floor: 2, step: 2,
      targets: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "ReparteeRTC", "Repartee", "CReparteeRTC",
      ],
      products: ["Logging", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket"]),
    Target(
      "ReparteeTesting", floor: 3, step: 0,
      targets: ["ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee"]),
    Target(
      "ReparteeServer", floor: 3, step: 0,
      targets: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee", "ReparteeTransports",
      ],
      products: [
        "Crypto", "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "JWTKit",
        "Logging", "NIOCore", "NIOFoundationEssentialsCompat", "NIOHTTP1", "NIOHTTPTypes",
        "NIOHTTPTypesHTTP1", "NIOPosix", "NIOSSL", "NIOWebSocket", "ServiceLifecycle",
      ]),
    Target(
      "ReparteeCommands", floor: 3, step: 1,
      targets: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee", "ReparteeInference",
        "ReparteeLocal", "ReparteeTransports", "ReparteeServer",
      ], products: ["Logging", "Yams", "ArgumentParser"]),
    Target("ReparteeTool", floor: 3, step: 2, targets: ["ReparteeCommands"]),
  ]

  static func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  /// Modules that come with the toolchain, by the floor from which on they may be imported.
  ///
  /// Floor 0 is pure: no clock, thread, file or socket can be reached from it.
  static let toolchain: [String: Int] = [
    "Swift": 0, "Synchronization": 0, "Foundation": 1, "Dispatch": 1, "Glibc": 2,
  ]
}
