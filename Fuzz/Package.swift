// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func repartee(_ name: String) -> Target.Dependency { .product(name: name, package: "repartee") }

let package = Package(
  name: "repartee-fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "repartee", path: ".."),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .target(name: "CCoverage"),
    .target(name: "Fuzzing", dependencies: ["CCoverage"], swiftSettings: settings),
    // What needs no models.
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Fuzzing", repartee("Repartee"), repartee("ReparteeTransports"),
        repartee("ReparteeTesting"),
      ],
      swiftSettings: settings),
  ]
)
