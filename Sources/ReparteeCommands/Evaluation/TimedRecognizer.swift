internal import Repartee
internal import ReparteeCore

/// A recogniser that reports each utterance of a scripted caller exactly so long after its true end, and nothing before.
///
/// It stands for a remote recogniser that sends one final transcript: being asked earlier, later or
/// more than once changes nothing about when the words are there. That there were none in a sound is
/// known no sooner than words would be.
struct TimedRecognizer: SpeechRecognizer {
  let models = [ModelDescription(name: "scripted")]
  /// It sends no words before the end.
  let hasPartials = false
  let truth: CallTruth
  /// The caller's, in a call at the pace of the wall.
  var clock: CallerClock?
  var delay: MediaTime = .milliseconds(100)

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    let (all, position) = truth.utterances(inLast: segment.samples.count)
    let now = clock?.now ?? .samples(position, at: .hz16000)
    var heard = all
    if segment.effort == .partial {
      heard.removeAll { due($0) > now }
    } else if let last = heard.last, due(last) > now {
      try await VirtualClock.wait(due(last) - now)
    }
    let texts = heard.map(\.text).filter { !$0.isEmpty }
    return Transcript(text: texts.joined(separator: " "))
  }

  private func due(_ utterance: CallTruth.Utterance) -> MediaTime {
    .samples(utterance.offset, at: .hz16000) + delay
  }
}
