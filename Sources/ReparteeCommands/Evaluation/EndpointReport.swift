internal import Foundation
internal import ReparteeTurn

/// What came of measuring ends of turns: to print, or as JSON.
struct EndpointReport: Sendable, Codable {
  /// The same silences under all policies.
  struct Group: Sendable, Codable {
    var title: String
    var latencies: String
    /// `EndOfTurn` with other patience; the default is among them.
    var repartee: EndpointCurve
    var others: [EndpointFigures]
  }

  /// Silences that were played; those that the voice detector did not notice are not in any figure.
  var silences: Int
  var unnoticed: Int
  /// Those of recordings that took no part in tuning first, then all.
  var groups: [Group]

  init(_ traces: [EndpointTrace], unnoticed: Int, limits: EndOfTurn.Limits = .init()) {
    silences = traces.count + unnoticed
    self.unnoticed = unnoticed
    let held = traces.filter { Self.isHeldOut($0.clip) }
    let sentences = held.filter { $0.set == .sentence }
    let sets: [(String, [EndpointTrace])] = [
      ("sentences, held out", sentences),
      ("sentences, held out, 8 kHz", sentences.filter { $0.line == .telephone }),
      ("sentences, all", traces.filter { $0.set == .sentence }),
      // Too few of them are held out.
      (
        "sentences, all, wideband",
        traces.filter { $0.set == .sentence && $0.line == .wideband }
      ),
      ("numbers of ten digits, all, 8 kHz", traces.filter { $0.set == .number }),
    ]
    groups = [EndpointLatencies.contract, .local].flatMap { latencies in
      sets.filter { !$0.1.isEmpty }.map { Self.group($0.0, $0.1, latencies, limits) }
    }
  }

  /// Whether a recording was kept apart when defaults were tuned, as about a third were: by its name, so for ever.
  static func isHeldOut(_ name: String) -> Bool {
    // FNV-1a, 64 bits: the same on every machine.
    let hash = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    return (hash >> 32) & 1 == 1
  }

  static let patience = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3, 5]

  private static func group(
    _ title: String, _ traces: [EndpointTrace], _ latencies: EndpointLatencies,
    _ limits: EndOfTurn.Limits
  ) -> Group {
    let ours = patience.map { patience in
      var limits = limits
      limits.patience = patience
      return EndpointFigures("repartee, patience \(patience)", .repartee(limits), traces, latencies)
    }
    return Group(
      title: title, latencies: latencies.name, repartee: EndpointCurve(ours),
      others: peers.map { EndpointFigures($0.name, $0.policy, traces, latencies) })
  }

  /// The defaults of the two peers come first in their families; the rest turns their knobs.
  static let peers: [(name: String, policy: EndpointPolicy)] =
    [0.25, 0.5, 0.8].map { ("silence \($0) s", .silence($0)) }
    + [Float(0.36), 0.1, 0.2, 0.5, 0.7, 0.9].map {
      ("one shot \($0), 0.3/2.5 s", .oneShot(threshold: $0, short: 0.3, long: 2.5))
    }
    + [Float(0.5), 0.2, 0.8].map {
      ("one shot \($0), 0.2/3 s", .oneShot(threshold: $0, short: 0.2, long: 3))
    }
}
