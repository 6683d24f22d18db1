/// What an hour of calls costs both ways, and from where on which is less.
struct CostReport: Encodable, Equatable {
  struct Row: Encodable, Equatable {
    var api: ListedPrice
    var apiPerHour: Double
    var breakEven: BreakEven
    /// Whether the machine costs less at the utilisation that was asked about.
    var isOwnCheaper: Bool
  }

  var machine: OwnMachine
  var corePrice: ListedPrice
  /// Nil: the speed was given.
  var measured: MeasuredSpeed?
  var utilisation: Double
  var ownPerHour: Double
  var ownPerMonth: Double
  var hoursPerMonth: Double
  var rows: [Row]

  init(
    _ machine: OwnMachine, corePrice: ListedPrice, measured: MeasuredSpeed?, utilisation: Double,
    apis: [ListedPrice]
  ) {
    self.machine = machine
    self.corePrice = corePrice
    self.measured = measured
    self.utilisation = utilisation
    let own = machine.costPerHour(utilisation: utilisation)
    ownPerHour = own
    ownPerMonth = machine.costPerMonth
    hoursPerMonth = machine.capacity * utilisation
    rows = apis.map {
      let perHour = $0.dollars * 60
      return Row(
        api: $0, apiPerHour: perHour, breakEven: machine.breakEven(minutePrice: $0.dollars),
        isOwnCheaper: own < perHour)
    }
  }

  var text: String {
    let cores = Quantiles.short(machine.cores)
    var lines = [
      "what\tfigures",
      "speed\t\(Quantiles.short(machine.speed)) s of speech in a second of a core\(source)",
      "own machine\t\(Self.dollars(ownPerMonth)) a month: \(cores) cores at "
        + "\(Self.dollars(corePrice.dollars)) an hour (\(Self.origin(corePrice)))",
      "own, an hour of a call\t\(Self.dollars(ownPerHour)) at \(Self.percent(utilisation)) use, "
        + "\(Quantiles.short(hoursPerMonth)) hours a month",
    ]
    for row in rows {
      lines.append(
        "\(row.api.name), an hour\t\(Self.dollars(row.apiPerHour)) (\(Self.origin(row.api)))")
      lines.append("  break-even\t\(Self.text(row.breakEven))")
    }
    return lines.joined(separator: "\n")
  }

  private var source: String {
    guard let measured else { return " (given)" }
    let length = Quantiles.short(measured.seconds)
    return " (measured: a final and \(measured.partials) partial transcripts of \(length) s)"
  }

  private static func text(_ point: BreakEven) -> String {
    guard point.isReachable else { return "never: it is dearer even when it never rests" }
    return
      "\(Quantiles.short(point.hoursPerMonth)) hours a month, \(percent(point.utilisation)) use"
  }

  private static func origin(_ price: ListedPrice) -> String {
    price.date.isEmpty ? price.page : "\(price.page), \(price.date)"
  }

  private static func percent(_ share: Double) -> String { "\(Quantiles.short(share * 100)) %" }

  /// Prices of a core or of an hour are cents: two places would not do.
  private static func dollars(_ value: Double) -> String {
    "$" + (value < 1 ? "\((value * 1e4).rounded() / 1e4)" : Quantiles.short(value))
  }
}
