/// The reports as a person reads them: a name and its figures on each line.
extension FastReport {
  var text: String {
    var lines = [
      "calls\t\(calls) of \(planned) on the virtual clock, \(Quantiles.short(callHours)) h of calls"
        + " in \(Quantiles.short(seconds)) s, \(turns) turns"
    ]
    for (manner, ends) in reasons.sorted(by: { $0.key < $1.key }) {
      lines.append("\(manner)\t\(SoakText.list(ends))")
    }
    lines.append(
      "journals\t\(journals.read) read back, \(journals.bad) bad,"
        + " \(Quantiles.short(journals.megabytes)) MB, \(journals.decisions) decisions made again")
    for (name, line) in [("heap", heap), ("resident", resident)] {
      let sizes = samples.compactMap {
        name == "heap" ? $0.heapKilobytes : $0.facts.residentKilobytes
      }
      lines.append(
        "\(name)\t\(SoakText.growth(line, "kB in 1000 calls, second half")),"
          + " \(SoakText.ends(sizes)) kB")
    }
    let facts = samples.map(\.facts)
    lines.append("descriptors\t\(SoakText.ends(facts.map { Double($0.descriptors) }))")
    lines.append("threads\t\(SoakText.ends(facts.map { Double($0.threads) }))")
    if let left {
      lines.append(
        "left\t\(left.sessions) sessions, \(left.turnStreams) turn streams, \(left.callers)"
          + " callers, \(left.modelCalls) model calls, \(left.journals) journals")
    }
    return lines.joined(separator: "\n")
  }
}

extension LiveReport {
  var text: String {
    let most = samples.map(\.active).max() ?? 0
    var lines = [
      "server calls\t\(calls) in \(Quantiles.short(seconds / 60)) min, up to \(most) at once,"
        + " \(answers) answers, \(missed) without, \(refused) calls refused or lost",
      "reasons\t\(SoakText.list(reasons))",
      "journals\t\(journals.read) read back, \(journals.badNames.count) bad,"
        + " \(Quantiles.short(journals.megabytes)) MB, \(journals.decisions) decisions made again",
    ]
    let sizes = settled.map { $0.facts.residentKilobytes / 1_024 }
    lines.append(
      "resident\t\(SoakText.growth(resident, "MB an hour, warmed up"))"
        + (perCall.map { " (\(Quantiles.short($0)) kB a call)" } ?? "")
        + ", \(SoakText.ends(sizes)) MB")
    for (name, value) in [
      ("resident, no calls", \ProcessFacts.residentKilobytes),
      ("descriptors", \ProcessFacts.descriptors.asDouble),
      ("threads", \ProcessFacts.threads.asDouble),
    ] {
      let ends = [before, after].compactMap { $0?[keyPath: value] }
      lines.append("\(name)\t\(SoakText.ends(ends))")
    }
    lines.append("left\t\(activeAtEnd.map(String.init) ?? "?") calls")
    return lines.joined(separator: "\n")
  }
}

extension Int {
  fileprivate var asDouble: Double { Double(self) }
}

private enum SoakText {
  /// For example `hung_up 12, closing 3`: the most frequent first.
  static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  static func growth(_ line: GrowthLine?, _ unit: String) -> String {
    guard let line else { return "too few samples" }
    return "\(Quantiles.short(line.slope)) ± \(Quantiles.short(line.error)) \(unit)"
      + " (n \(line.samples))"
  }

  static func ends(_ values: [Double]) -> String {
    guard let first = values.first, let last = values.last else { return "–" }
    return "\(Quantiles.short(first)) before, \(Quantiles.short(last)) after"
  }
}
