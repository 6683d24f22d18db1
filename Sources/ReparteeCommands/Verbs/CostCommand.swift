internal import ArgumentParser

/// Says from where on recognising speech oneself costs less than having it done.
struct CostCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "From where on recognising speech yourself costs less than a managed API.",
    discussion: """
      Prices change and words get lost: look the prices up, and compare what both make of your recordings \
      ('repartee eval asr') before you compare what they cost.
      """)

  @Option(help: "Seconds of speech that a core recognises in a second, measured.")
  var speed: Double?

  @Option(help: "What 'repartee bench local' printed, as a file: its recogniser gives the speed.")
  var bench: String?

  @Option(help: "With --bench: how often the words so far are asked for in each stretch of speech.")
  var partials: Int?

  @Option(help: "Dollars for a core for an hour. By default a listed price, with its date.")
  var corePrice: Double?

  @Option(help: "Dollars for a minute of audio. By default listed prices, with their dates.")
  var minutePrice: Double?

  @Option(help: "Cores of the machine.")
  var cores = 2.0

  @Option(help: "Dollars for what else the machine costs in a month.")
  var monthly = 0.0

  @Option(help: "The share of the time for which the cores are busy, above 0 and up to 1.")
  var utilisation = 0.3

  @Option(help: "The share of a call in which the caller speaks, above 0 and up to 1.")
  var speechShare = 1.0

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (speed == nil) != (bench == nil) else {
      throw ValidationError("give --speed or --bench, one of them")
    }
    if let problem = machine(speed: speed ?? 1).problem { throw ValidationError(problem) }
    guard (minutePrice ?? 1) > 0, (minutePrice ?? 1) <= 1e6 else {
      throw ValidationError("--minute-price is above 0, up to a million")
    }
    guard (0...1_000).contains(partials ?? 0) else {
      throw ValidationError("--partials is from 0 to 1000")
    }
    guard OwnMachine.isShare(utilisation) else {
      throw ValidationError("--utilisation is above 0 and up to 1")
    }
  }

  func run() async throws {
    let measured = try bench.map {
      try MeasuredSpeed(
        benchLocal: try YAMLFile.text(path: $0, kind: "file", title: "what a bench printed is"),
        partials: partials)
    }
    let machine = machine(speed: measured?.speed ?? speed ?? 0)
    if let problem = machine.problem { throw CommandError(problem) }
    let report = CostReport(
      machine, corePrice: listedCore, measured: measured, utilisation: utilisation,
      apis: minutePrice.map { [given("managed API", $0)] } ?? ListedPrice.managed)
    if json { try Output.json(report) } else { Output.line(report.text) }
  }

  private var listedCore: ListedPrice { corePrice.map { given("core", $0) } ?? .core }

  private func machine(speed: Double) -> OwnMachine {
    OwnMachine(
      cores: cores, corePrice: listedCore.dollars, otherPerMonth: monthly, speed: speed,
      speechShare: speechShare)
  }

  private func given(_ name: String, _ dollars: Double) -> ListedPrice {
    ListedPrice(name: name, dollars: dollars, page: "given", date: "")
  }
}
