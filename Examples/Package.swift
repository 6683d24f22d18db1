// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "examples",
  dependencies: [.package(name: "repartee", path: "..")],
  targets: [
    .executableTarget(
      name: "FrontDesk",
      dependencies: [
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ReparteeLocal", package: "repartee"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "Rehearsal",
      dependencies: [
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ReparteeTesting", package: "repartee"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
