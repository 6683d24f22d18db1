internal import Repartee
internal import ReparteeCore
internal import ReparteeTransports

/// One question and its answer through a whole session, over a bad network both ways: when does the caller hear the reply?
///
/// The detectors are the local ones and take their time; the words, the reply and its sound cost nothing.
struct NetworkSession: Sendable {
  enum Outcome: Sendable, Equatable {
    /// From the caller's last sound to the first of the reply in his ear, in ms.
    case reply(Double)
    /// The agent spoke before the caller had ended: it took a gap for the end.
    case early
    case none
  }

  var voice: any VoiceDetector
  var turn: (any TurnDetector)?
  var speech: any SpeechSynthesizer

  func run(
    _ clip: CallerClip, over transport: EmulatedCall.Transport, up: NetworkLine, down: NetworkLine
  ) async throws -> Outcome {
    let caller = SessionCaller(clip)
    let call = try EmulatedCall(
      caller, over: transport, up: up, down: down, speechRate: speech.rate)
    let models = ModelSet(
      voice: voice, turn: turn, recognizer: KnownWords(text: clip.text),
      language: SentenceModel(sentence: "Yes, of course."), speech: speech)
    try await MeasuredCall(
      agent: Agent("Desk", instructions: "", greeting: ""), models: models
    ).run(call)
    guard let first = caller.firstSound else { return .none }
    let end = call.time(ofSample: NetworkTrial.lead + clip.offset)
    return first < end ? .early : .reply((first - end).milliseconds)
  }
}

/// A recogniser that knows what is said.
private struct KnownWords: SpeechRecognizer {
  let models = [ModelDescription(name: "known words")]
  let hasPartials = false
  let text: String

  func transcribe(_ segment: SpeechSegment) async throws(ModelError) -> Transcript {
    Transcript(text: text)
  }
}

/// Says a clip, waits for the answer and hangs up.
private final class SessionCaller: AudioEndpoint {
  /// Louder than this is the agent.
  private static let audible: Float = 3e-3
  /// After the clip an answer is waited for so long: 15 s.
  private static let patience = 240_000
  private var microphone: Microphone
  /// When the agent was first heard.
  private(set) var firstSound: MediaTime?

  init(_ clip: CallerClip) { microphone = Microphone(clip: clip) }

  func nextCallerBlock(into block: inout MutableSpan<Float>) -> Bool {
    microphone.fill(&block)
    return microphone.position < microphone.end + (firstSound == nil ? Self.patience : 3_200)
  }

  func exchange(caller: Span<Float>, agent: Span<Float>, start: MediaTime) {
    guard firstSound == nil else { return }
    guard let place = agent.indices.first(where: { agent[$0].magnitude > Self.audible }) else {
      return
    }
    firstSound = start + .samples(place, at: .hz16000)
  }
}
