internal import Foundation
public import Repartee
internal import ReparteeCore
internal import Synchronization

/// How fast the local language model is: what `repartee bench local` prints of it.
public struct BenchLanguage: Sendable {
  /// Figures in milliseconds.
  public struct Quantiles: Sendable, Codable {
    public var count: Int
    public var median: Double
    public var p95: Double

    init(_ values: [Double]) {
      let sorted = values.sorted()
      count = sorted.count
      let at = { (share: Double) in
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
      }
      median = at(0.5)
      p95 = at(0.95)
    }
  }

  /// What so many conversations at once get.
  public struct Throughput: Sendable, Codable {
    public var sequences: Int
    /// All together, by the clock.
    public var tokensPerSecond: Double
    /// All together, for each second of the process's CPU time.
    public var tokensPerCPUSecond: Double
  }

  public struct Report: Sendable, Codable {
    public var model: String
    /// Reading the instructions, once an agent: tokens a second, by the clock.
    public var promptTokensPerSecond: Double
    /// From the call to the first token with the instructions in the cache, by the clock.
    public var firstToken: Quantiles
    /// The same in the process's CPU time.
    public var firstTokenCPU: Quantiles
    public var throughput: [Throughput]

    /// A table for people.
    public var text: String {
      func f(_ value: Double) -> String { String(format: "%.1f", value) }
      var lines = [
        "language model \(model)",
        "  instructions read        \(f(promptTokensPerSecond)) tokens/s",
        "  first token, cached      \(f(firstToken.median)) ms median, \(f(firstToken.p95)) ms p95 "
          + "(CPU \(f(firstTokenCPU.median)) / \(f(firstTokenCPU.p95)) ms), n \(firstToken.count)",
      ]
      for row in throughput {
        lines.append(
          "  \(row.sequences) at once                \(f(row.tokensPerSecond)) tokens/s, "
            + "\(f(row.tokensPerCPUSecond)) a CPU second")
      }
      return lines.joined(separator: "\n")
    }
  }

  /// About 300 tokens, as a small business writes them.
  static let instructions = """
    You answer the telephone of Larch Street Veterinary Practice. Answer in one or two short sentences. The practice is at \
    48 Larch Street, beside the post office. It is open Monday to Friday from 8 in the morning to 7 in the evening, and \
    Saturday from 9 to 2. It is closed on Sunday. Doctor Amir and Doctor Lindqvist are the vets. A check-up costs 60 \
    dollars, a vaccination costs 35 dollars, and a dental cleaning costs 220 dollars. Nail trimming is 15 dollars and \
    needs no appointment. The practice treats dogs, cats, rabbits and small birds, but no reptiles and no horses. Parking \
    is free in the yard behind the building. Bring the vaccination card and arrive 10 minutes early on the first visit. \
    To cancel, call at least 12 hours before, otherwise a fee of 25 dollars applies. Repeat prescriptions are ready after \
    one working day. The practice accepts cash, cards and two pet insurers, Trustpaw and Animalia. For emergencies at \
    night, call the animal hospital at 555 0177. Microchips cost 40 dollars and are registered the same day. Dogs must be \
    on a lead in the waiting room and cats in a carrier.
    """

  static let questions = [
    "What time do you close on Saturday?", "How much is a vaccination?", "Do you treat lizards?",
    "Where can I park?", "My cat is due for a check-up, what does it cost?", "Who are the vets?",
    "Can I pay by card?", "What do I bring the first time?",
  ]

  /// The question of a turn. No two begin alike, as the cache would hold more than the instructions.
  static func question(_ turn: Int) -> String {
    let names = ["Rex", "Tom", "Ivy", "Max", "Luna", "Coco", "Milo"]
    return "\(names[turn % names.count]) \(turn): \(questions[turn % questions.count])"
  }

  private let model: any LanguageModel

  public init(model: any LanguageModel) { self.model = model }

  /// Measures; about half a minute on one core.
  /// - Parameter turns: how many first tokens are timed.
  /// - Throws: what the model throws.
  public func run(turns: Int = 24) async throws(ModelError) -> Report {
    let reading = try await time(maximumTokens: 1, session: 900, instructions: Self.instructions)
    var first: [Double] = []
    var cpu: [Double] = []
    for turn in 0..<turns {
      let sample = try await time(
        Self.question(turn), maximumTokens: 1,
        session: 1_000 + UInt64(turn), instructions: Self.instructions)
      first.append(sample.wall)
      cpu.append(sample.cpu)
    }
    var throughput: [Throughput] = []
    for sequences in [1, 2, 4, 8] { throughput.append(try await speed(sequences)) }
    return Report(
      model: model.model.name, promptTokensPerSecond: Double(reading.tokens) * 1000 / reading.wall,
      firstToken: Quantiles(first), firstTokenCPU: Quantiles(cpu), throughput: throughput)
  }

  private func time(
    _ question: String = "Hello?", maximumTokens: Int, session: UInt64, instructions: String
  ) async throws(ModelError) -> (tokens: Int, wall: Double, cpu: Double) {
    let request = LanguageRequest(
      instructions: instructions, messages: [Message(.user, question)],
      maximumTokens: maximumTokens, session: SessionID(session))
    let cpu = Self.cpuSeconds()
    let start = ContinuousClock.now
    let usage = try await model.generate(request) { _ in }
    let wall = (ContinuousClock.now - start) / .milliseconds(1)
    return (usage.promptTokens, wall, (Self.cpuSeconds() - cpu) * 1000)
  }

  /// Replies of some 60 tokens, all at once, each long enough that its prompt weighs little.
  private func speed(_ sequences: Int) async throws(ModelError) -> Throughput {
    let model = model
    let cpu = Self.cpuSeconds()
    let start = ContinuousClock.now
    let written = await withTaskGroup(of: Result<Int, ModelError>.self) { group in
      for index in 0..<sequences {
        group.addTask {
          let request = LanguageRequest(
            instructions: Self.instructions,
            messages: [Message(.user, Self.question(100 * sequences + index))],
            sampling: Sampling(temperature: 3, seed: UInt64(index)), maximumTokens: 60,
            session: SessionID(2_000 + UInt64(sequences * 16 + index)))
          do throws(ModelError) {
            return .success(try await model.generate(request) { _ in }.generatedTokens)
          } catch { return .failure(error) }
        }
      }
      var results: [Result<Int, ModelError>] = []
      for await result in group { results.append(result) }
      return results
    }
    var tokens = 0
    for result in written { tokens += try result.get() }
    let wall = (ContinuousClock.now - start) / .seconds(1)
    return Throughput(
      sequences: sequences, tokensPerSecond: Double(tokens) / wall,
      tokensPerCPUSecond: Double(tokens) / max(1e-9, Self.cpuSeconds() - cpu))
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
