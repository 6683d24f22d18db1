/// A price that somebody asked, where and when: to begin with. Whoever decides by it looks it up again.
struct ListedPrice: Encodable, Equatable {
  var name: String
  /// US dollars; of a core for an hour, or of a minute of audio.
  var dollars: Double
  /// The page that had it.
  var page: String
  /// The day or month when it was there; empty when the person who asks has given the price.
  var date: String

  /// Half of a machine with two cores, rented by the hour, without a contract. It is an Arm core: a speed
  /// belongs to the core that it was measured on.
  static let core = ListedPrice(
    name: "EC2 m7g.large, us-east-1", dollars: 0.0816 / 2,
    page: "factualminds.com/blog/amazon-ec2-on-demand-pricing-instance-families-2026",
    date: "2026-06")

  /// Recognition of a stream while it is spoken, without a contract.
  static let managed = [
    ListedPrice(
      name: "AssemblyAI Universal-3.6 Pro Realtime", dollars: 0.45 / 60,
      page: "assemblyai.com/pricing", date: "2026-10-07"),
    ListedPrice(
      name: "xAI Speech to Text, streaming", dollars: 0.20 / 60,
      page: "docs.x.ai/developers/models/speech-to-text", date: "2026-04-15"),
  ]
}
