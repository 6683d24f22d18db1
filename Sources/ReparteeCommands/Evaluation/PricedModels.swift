internal import Repartee
internal import ReparteeCore

/// A turn detector whose answers take, in the call's time, the processor time that they took.
///
/// Elapsed time would measure what else the machine does. The models compute on one thread, or on two for part
/// of their time, so processor time is what they take on a free machine, or somewhat more.
struct PricedTurnDetector: TurnDetector {
  let base: any TurnDetector
  var model: ModelDescription { base.model }
  func makeStream() -> any TurnStream { PricedTurnStream(base: base.makeStream()) }
}

private final class PricedTurnStream: TurnStream {
  private let base: any TurnStream

  init(base: any TurnStream) { self.base = base }

  func append(_ samples: Span<Float>) { base.append(samples) }
  func beginTurn(lead: Int) { base.beginTurn(lead: lead) }

  func question() -> TurnQuestion {
    let question = base.question()
    return TurnQuestion { () throws(ModelError) in
      let used = ProcessUsage.cpuSeconds
      let answer = try await question.answer()
      try await VirtualClock.wait(.seconds(ProcessUsage.cpuSeconds - used))
      return answer
    }
  }
}

/// The same for a recogniser.
struct PricedRecognizer: SpeechRecognizer {
  let base: any SpeechRecognizer
  var models: [ModelDescription] { base.models }
  var hasPartials: Bool { base.hasPartials }

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let used = ProcessUsage.cpuSeconds
    let transcript = try await base.transcribe(segment)
    try await VirtualClock.wait(.seconds(ProcessUsage.cpuSeconds - used))
    return transcript
  }
}
