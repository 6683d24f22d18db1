// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built with these, and no target adds to them.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .treatAllWarnings(as: .error),
]

/// Targets whose code reads bytes that someone else wrote.
let parserSettings = settings + [.strictMemorySafety()]

let numerics = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioFoundation = Target.Dependency.product(
  name: "NIOFoundationEssentialsCompat", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypes1 = Target.Dependency.product(
  name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "repartee",
  // Only said because the server's libraries say it; Repartee runs on Linux.
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Repartee", targets: ["Repartee"]),
    .library(name: "ReparteeLocal", targets: ["ReparteeLocal"]),
    .library(name: "ReparteeTesting", targets: ["ReparteeTesting"]),
    .library(name: "ReparteeTransports", targets: ["ReparteeTransports"]),
    .library(name: "ReparteeCommands", targets: ["ReparteeCommands"]),
    .executable(name: "repartee", targets: ["ReparteeTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // Floor 0: pure.
    .target(name: "ReparteeCore", swiftSettings: parserSettings),
    .target(
      name: "ReparteeAudio", dependencies: ["ReparteeCore", numerics],
      swiftSettings: parserSettings),
    .target(
      name: "ReparteeTurn", dependencies: ["ReparteeCore", "ReparteeAudio"],
      swiftSettings: settings),
    .target(
      name: "ReparteeRTC", dependencies: ["ReparteeCore"], swiftSettings: parserSettings),
    // Floor 1: the engine.
    .target(
      name: "Repartee", dependencies: ["ReparteeCore", "ReparteeAudio", "ReparteeTurn", logging],
      swiftSettings: settings),
    // Floor 2: adapters.
    .target(name: "COnnxRuntime"),
    .target(name: "CReparteeVAD"),
    .systemLibrary(name: "CLlama", pkgConfig: "repartee-llama"),
    .target(
      name: "ReparteeInference",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "Repartee", "COnnxRuntime", "CLlama", logging,
      ],
      swiftSettings: settings),
    .target(
      name: "ReparteeLocal",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "Repartee", "ReparteeInference", "CReparteeVAD", logging,
        numerics,
      ],
      resources: [.copy("Resources")],
      swiftSettings: settings),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
    .systemLibrary(name: "CSRTP", pkgConfig: "libsrtp2"),
    .systemLibrary(name: "COpus", pkgConfig: "opus"),
    .target(name: "CReparteeRTC", dependencies: ["COpenSSL", "CSRTP", "COpus"]),
    .target(
      name: "ReparteeTransports",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "ReparteeRTC", "Repartee", "CReparteeRTC",
        logging, nioCore, nioPosix, nioHTTP, nioWebSocket,
      ],
      swiftSettings: settings),
    // Floor 3: hosts.
    .target(
      name: "ReparteeServer",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee", "ReparteeTransports", crypto,
        httpTypes, hummingbird, hummingbirdCore, hummingbirdTLS, jwt, lifecycle, logging, nioCore,
        nioFoundation, nioHTTP, nioHTTPTypes, nioHTTPTypes1, nioPosix, nioTLS, nioWebSocket,
      ],
      resources: [.copy("Web")],
      swiftSettings: settings),
    .target(
      name: "ReparteeCommands",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee", "ReparteeInference",
        "ReparteeLocal", "ReparteeTransports", "ReparteeServer", logging, "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("Resources")],
      swiftSettings: settings),
    .executableTarget(
      name: "ReparteeTool", dependencies: ["ReparteeCommands"], swiftSettings: settings),
    .target(
      name: "ReparteeTesting",
      dependencies: ["ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee"],
      swiftSettings: settings),
    // Tests, one to one.
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .testTarget(
      name: "ReparteeCoreTests", dependencies: ["ReparteeCore"], swiftSettings: settings),
    .testTarget(
      name: "ReparteeAudioTests",
      dependencies: ["ReparteeAudio", "ReparteeCore", "CAllocationCounter", numerics],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeTurnTests", dependencies: ["ReparteeTurn", "ReparteeCore"],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeRTCTests",
      dependencies: ["ReparteeRTC", "ReparteeCore", "CAllocationCounter"],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeTests",
      dependencies: [
        "Repartee", "ReparteeCore", "ReparteeTurn", "ReparteeAudio", "ReparteeTesting",
        "CAllocationCounter",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeInferenceTests",
      dependencies: ["ReparteeInference", "Repartee", "ReparteeCore"],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeLocalTests",
      dependencies: [
        "ReparteeLocal", "ReparteeInference", "ReparteeTesting", "CAllocationCounter",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeTransportsTests",
      dependencies: [
        "ReparteeTransports", "ReparteeRTC", "Repartee", "ReparteeAudio", "ReparteeCore",
        "ReparteeTurn", "ReparteeTesting", "CReparteeRTC", "CAllocationCounter", nioCore, nioHTTP,
        nioPosix, nioWebSocket,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeServerTests",
      dependencies: [
        "ReparteeServer", "ReparteeTransports", "Repartee", "ReparteeCore", "ReparteeTesting",
        nioCore, nioEmbedded, nioPosix, nioWebSocket,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeCommandsTests",
      dependencies: [
        "ReparteeCommands", "Repartee", "ReparteeTesting", "ReparteeAudio", "ReparteeCore",
        "ReparteeServer", "ReparteeTransports", "ReparteeTurn", "ReparteeInference",
        "ReparteeLocal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReparteeTestingTests",
      dependencies: [
        "ReparteeTesting", "Repartee", "ReparteeCore", "ReparteeAudio", "ReparteeTurn",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ScenarioTests",
      dependencies: ["ReparteeTesting", "Repartee", "ReparteeCore", "ReparteeTurn"],
      swiftSettings: settings),
    // What things may cost: allocations, and the instructions of a program that does one thing many times.
    .executableTarget(
      name: "BudgetUnits",
      dependencies: [
        "ReparteeCore", "ReparteeAudio", "ReparteeTurn", "Repartee", "ReparteeLocal",
        "CReparteeRTC",
      ],
      path: "Tests/BudgetUnits", swiftSettings: settings),
    .testTarget(
      name: "BudgetTests",
      dependencies: [
        "Repartee", "ReparteeCore", "ReparteeTurn", "ReparteeRTC", "ReparteeTesting",
        "ReparteeTransports", "ReparteeServer", "CAllocationCounter", "BudgetUnits", nioCore,
        nioEmbedded, nioWebSocket,
      ],
      exclude: ["Budgets"], swiftSettings: settings),
    .testTarget(name: "LayerTests", swiftSettings: settings),
  ]
)
