internal import Repartee
internal import ReparteeCore

/// A recogniser that reports each utterance of a scripted caller exactly so long after its true end, and nothing before.
///
/// It stands for a remote recogniser that sends one final transcript: being asked earlier, later or
/// more than once changes nothing about when the words are there.
struct TimedRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "scripted")]
  /// It sends no words before the end.
  let hasPartials = false
  let truth: CallTruth
  var delay: MediaTime = .milliseconds(100)

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let (all, position) = truth.utterances(inLast: segment.samples.count)
    let now = MediaTime.samples(position, at: .hz16000)
    var heard = all.filter { !$0.text.isEmpty }
    if segment.effort == .partial {
      heard.removeAll { due($0) > now }
    } else if let last = heard.last, due(last) > now {
      try await VirtualClock.wait(due(last) - now)
    }
    return Transcript(text: heard.map(\.text).joined(separator: " "))
  }

  private func due(_ utterance: CallTruth.Utterance) -> MediaTime {
    .samples(utterance.offset, at: .hz16000) + delay
  }
}
