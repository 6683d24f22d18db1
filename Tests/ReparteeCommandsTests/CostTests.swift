import Testing

@testable import ReparteeCommands

@Suite("What recognising speech costs")
struct CostTests {
  /// 2 cores at 0.05 an hour cost 73 a month and recognise 2 x 10 x 730 hours of speech in it.
  private let machine = OwnMachine(
    cores: 2, corePrice: 0.05, otherPerMonth: 0, speed: 10, speechShare: 1)

  @Test("a machine costs the same whatever it does, so an hour costs less the more it does")
  func machineCost() {
    #expect(abs(machine.costPerMonth - 73) < 1e-9)
    #expect(abs(machine.capacity - 14_600) < 1e-9)
    #expect(abs(machine.costPerHour(utilisation: 1) - 0.005) < 1e-9)
    #expect(abs(machine.costPerHour(utilisation: 0.1) - 0.05) < 1e-9)
  }

  @Test("at the break-even both ways cost the same", arguments: [0.001, 0.0075, 0.03])
  func breakEven(minutePrice: Double) {
    let point = machine.breakEven(minutePrice: minutePrice)
    #expect(point.isReachable)
    #expect(abs(machine.costPerHour(utilisation: point.utilisation) - minutePrice * 60) < 1e-9)
    #expect(abs(point.hoursPerMonth * minutePrice * 60 - machine.costPerMonth) < 1e-9)
  }

  @Test("an API that costs less than a machine which never rests is never reached")
  func unreachable() {
    // 0.004 an hour, where the machine costs 0.005 at least.
    let point = machine.breakEven(minutePrice: 0.004 / 60)
    #expect(!point.isReachable)
    #expect(abs(point.utilisation - 1.25) < 1e-9)
  }

  @Test("other costs put the break-even off, silence in calls does not")
  func otherInputs() {
    var other = machine
    other.otherPerMonth = 73
    #expect(
      abs(
        other.breakEven(minutePrice: 0.01).hoursPerMonth
          - 2 * machine.breakEven(minutePrice: 0.01).hoursPerMonth) < 1e-9)
    var half = machine
    half.speechShare = 0.5
    #expect(
      half.breakEven(minutePrice: 0.01).hoursPerMonth
        == machine.breakEven(minutePrice: 0.01).hoursPerMonth)
    #expect(abs(half.capacity - 2 * machine.capacity) < 1e-9)
  }

  /// The lines as `bench local` makes them.
  private func lines(final: Double, partial: Double, seconds: Double) -> String {
    let figures = [("final", final), ("partial", partial)].map { effort, cost in
      "recogniser, \(effort) of \(Quantiles.short(seconds)) s\t"
        + "CPU \(Quantiles([cost]).text("ms")); wall \(Quantiles([1]).text("ms"))"
    }
    return (["what\tfigures", "turn decision\tCPU median 3.0 ms"] + figures).joined(separator: "\n")
  }

  @Test("the speed counts the final transcript and the words so far")
  func measured() throws {
    let bench = lines(final: 300, partial: 50, seconds: 3)
    let quiet = try MeasuredSpeed(benchLocal: bench, partials: 0)
    #expect(abs(quiet.speed - 10) < 1e-9)
    let usual = try MeasuredSpeed(benchLocal: bench, partials: nil)
    #expect(usual.partials == 10)
    #expect(abs(usual.speed - 3 / 0.8) < 1e-9)
  }

  @Test(
    "output that is not of a recogniser is refused",
    arguments: ["", "what\tfigures", "recogniser, final of 3.0 s\tCPU median 300.0 ms, n 30"])
  func refused(text: String) {
    #expect(throws: CommandError.self) { try MeasuredSpeed(benchLocal: text, partials: nil) }
  }

  @Test("the report says which is cheaper, and that of every listed price")
  func report() throws {
    let report = CostReport(
      machine, corePrice: .core, measured: nil, utilisation: 0.5, apis: ListedPrice.managed)
    #expect(report.rows.count == ListedPrice.managed.count)
    for row in report.rows {
      #expect(row.isOwnCheaper == (report.ownPerHour < row.apiPerHour))
      #expect(report.text.contains(row.api.date) && report.text.contains(row.api.page))
    }
    let dear = OwnMachine(cores: 2, corePrice: 50, otherPerMonth: 0, speed: 1, speechShare: 1)
    let never = CostReport(
      dear, corePrice: .core, measured: nil, utilisation: 0.5, apis: ListedPrice.managed)
    #expect(never.text.contains("never") && !never.rows.contains { $0.isOwnCheaper })
  }

  @Test(
    "impossible figures are refused", arguments: [0, -1, .nan, .infinity, 1e7] as [Double])
  func impossible(value: Double) {
    #expect(machine.problem == nil)
    for path in [\OwnMachine.cores, \.corePrice, \.speed, \.speechShare] {
      var other = machine
      other[keyPath: path] = value
      #expect(other.problem != nil)
    }
    var other = machine
    other.otherPerMonth = value
    #expect((other.problem == nil) == (value == 0))
  }
}
