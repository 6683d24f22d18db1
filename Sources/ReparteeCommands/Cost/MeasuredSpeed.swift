internal import ReparteeCore
internal import ReparteeTurn

/// How much of a core the recogniser takes, read from the lines that `bench local` prints.
struct MeasuredSpeed: Encodable, Equatable {
  /// Length of what was recognised.
  var seconds: Double
  /// Seconds of core time for the final transcript.
  var final: Double
  /// Seconds of core time for the words so far.
  var partial: Double
  /// How often the words so far are asked for while so much is spoken.
  var partials: Int

  /// Seconds of speech that a core recognises in a second, the words so far included. Each of these is taken to
  /// cost as much as that of the whole: more than they do.
  var speed: Double { seconds / (final + Double(partials) * partial) }

  /// - Parameters:
  ///   - lines: what `bench local` printed.
  ///   - partials: nil: as often as a call asks by default.
  /// - Throws: when the lines of the recogniser are not there.
  init(benchLocal lines: String, partials: Int?) throws {
    let found = lines.matches(
      of: /(?m)^recogniser, (final|partial) of ([0-9.]+) s\tCPU median ([0-9.]+) ms/)
    func line(_ effort: String) -> (seconds: Double, milliseconds: Double)? {
      guard let output = found.first(where: { $0.output.1 == effort })?.output,
        let seconds = Double(output.2), let milliseconds = Double(output.3), seconds > 0,
        milliseconds > 0
      else { return nil }
      return (seconds, milliseconds)
    }
    guard let final = line("final"), let partial = line("partial") else {
      throw CommandError(
        "the file has no lines of the recogniser; make it with 'repartee bench local > bench.tsv'")
    }
    seconds = final.seconds
    self.final = final.milliseconds / 1_000
    self.partial = partial.milliseconds / 1_000
    self.partials = partials ?? Int(seconds / TurnSettings().partialInterval.seconds)
  }
}
