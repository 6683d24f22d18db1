internal import Repartee
internal import ReparteeCore
internal import ReparteeTurn

/// Plays silences to the real models and writes down what they say.
struct EndpointTracer: Sendable {
  let voice: any VoiceDetector
  let turn: any TurnDetector
  let recognizer: any SpeechRecognizer
  private let line = EndpointLine()

  init(voice: any VoiceDetector, turn: any TurnDetector, recognizer: any SpeechRecognizer) {
    self.voice = voice
    self.turn = turn
    self.recognizer = recognizer
  }

  /// Samples of silence that are listened to: 1.3 s.
  private static let silence = 20_800
  /// The turn detector is asked so often; later it says what it said at last.
  private static let asks = 11
  /// An edge this many seconds after the true end belongs to another silence.
  private static let latest = 0.8

  /// - Returns: nil when the voice detector did not notice the silence.
  func trace(_ clip: EndpointClip, _ point: EndpointPoint) async throws -> EndpointTrace? {
    let heard = line.heard(clip, to: point, silence: Self.silence)
    let end = EndpointLine.lead + point.offset
    guard let edges = edges(heard, end: end) else { return nil }
    var times = (0..<Self.asks).map { (sample: edges.noticed + $0 * 1_600, isOneShot: false) }
    times.append((max(edges.stop + 3_200, edges.noticed), true))
    times.sort { $0.sample < $1.sample }
    let stream = turn.makeStream()
    var fed = 0
    var answers: [EndpointTrace.Answer] = []
    var oneShot: Float = 0.5
    for (sample, isOneShot) in times where sample <= heard.count {
      stream.append(heard[fed..<sample].span)
      fed = sample
      stream.beginTurn(lead: fed - edges.start)
      let probability = try await stream.question().answer()
      if isOneShot {
        oneShot = probability
      } else {
        answers.append(.init(asked: seconds(sample - end), probability: probability))
      }
    }
    let from = max(0, edges.start - 4_800)
    let words = try await recognizer.transcribe(
      SpeechSegment(
        samples: Array(heard[from..<edges.noticed]), speechEnd: edges.stop - from, effort: .final))
    return EndpointTrace(
      clip: clip.name, set: clip.set, line: clip.line, kind: point.kind,
      expecting: clip.expecting.rawValue, lastSound: seconds(edges.stop - end),
      noticed: seconds(edges.noticed - end), answers: answers, oneShot: oneShot, words: words.text,
      falseVoice: edges.restarts)
  }

  private struct Edges {
    var start: Int
    var stop: Int
    var noticed: Int
    var restarts: Bool
  }

  /// The first onset, and the stop that belongs to the silence after `end`.
  private func edges(_ heard: [Float], end: Int) -> Edges? {
    let stream = voice.makeStream()
    let hop = voice.hop
    var gate = VoiceGate(frame: .samples(hop, at: .hz16000))
    var start: Int?
    var found: Edges?
    for from in stride(from: 0, through: heard.count - hop, by: hop) {
      let probability = stream.process(heard[from..<from + hop].span)
      switch gate.handle(probability: probability, at: .samples(from + hop, at: .hz16000)) {
      case .started(let time):
        start = start ?? time.samples(at: .hz16000)
        if seconds(from + hop - end) > 0.1, found != nil { found?.restarts = true }
      case .stopped(let time):
        guard seconds(from + hop - end) <= Self.latest, found?.restarts != true else { continue }
        found = start.map {
          Edges(
            start: $0, stop: time.samples(at: .hz16000), noticed: from + hop, restarts: false)
        }
      case nil: break
      }
    }
    // A stop long before the end is of another silence: the last words were not heard as speech.
    return found.flatMap { seconds($0.noticed - end) > -Self.latest ? $0 : nil }
  }

  private func seconds(_ samples: Int) -> Double { Double(samples) / 16_000 }
}
