internal import Foundation
internal import Repartee

/// Measures how well ends of turns are found on real recordings, beside other rules.
///
/// The models run once for each silence; every policy is then worked out on what they said.
struct EndpointEvaluation: Sendable {
  /// What the models said, kept in a file to work out other policies later.
  private struct Cache: Codable {
    var traces: [EndpointTrace]
    var unnoticed: Int
  }

  private let folder: String
  private let most: Int
  private let cache: String?

  /// - Parameters:
  ///   - folder: holds `MANIFEST.tsv` and the recordings it names.
  ///   - most: how many places inside a recording are used, of each kind.
  ///   - cache: a file for what the models say; used when it is there, written when not.
  init(folder: String, most: Int = 1, cache: String? = nil) {
    self.folder = folder
    self.most = most
    self.cache = cache
  }

  /// - Parameter note: is given a line now and then on how far it is.
  @concurrent
  func run(
    voice: any VoiceDetector, turn: any TurnDetector, recognizer: any SpeechRecognizer,
    note: @Sendable (String) -> Void
  ) async throws -> EndpointReport {
    if let cache, let data = FileManager.default.contents(atPath: cache) {
      let kept = try JSONDecoder().decode(Cache.self, from: data)
      return EndpointReport(kept.traces, unnoticed: kept.unnoticed)
    }
    let data = try DataFolder(path: folder)
    let clips = EndpointClip.sentences(in: data, most: most) + EndpointClip.numbers(in: data)
    guard !clips.isEmpty else {
      throw CommandError("\(folder): has no labelled speech; fetch the data again")
    }
    let tracer = EndpointTracer(voice: voice, turn: turn, recognizer: recognizer)
    let kept = try await Self.traces(clips, tracer, note: note)
    if let cache { try Output.write(try JSONEncoder().encode(kept), to: cache) }
    return EndpointReport(kept.traces, unnoticed: kept.unnoticed)
  }

  /// Two silences at a time, one a core.
  private static func traces(
    _ clips: [EndpointClip], _ tracer: EndpointTracer, note: @Sendable (String) -> Void
  ) async throws -> Cache {
    let work = clips.flatMap { clip in clip.points.map { (clip: clip, point: $0) } }
    note("\(work.count) silences in \(clips.count) recordings")
    var found = [EndpointTrace?](repeating: nil, count: work.count)
    try await withThrowingTaskGroup(of: (Int, EndpointTrace?).self) { group in
      var next = 0
      func add() {
        guard next < work.count else { return }
        let (place, item) = (next, work[next])
        group.addTask { (place, try await tracer.trace(item.clip, item.point)) }
        next += 1
      }
      add()
      add()
      while let (place, trace) = try await group.next() {
        found[place] = trace
        if place % 50 == 49 { note("\(place + 1) of \(work.count)") }
        add()
      }
    }
    let traces = found.compactMap { $0 }
    return Cache(traces: traces, unnoticed: found.count - traces.count)
  }
}
