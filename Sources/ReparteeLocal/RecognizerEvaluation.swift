import Foundation
public import Repartee
import ReparteeAudio
import ReparteeCore

/// Measures word error rates on labelled recordings, ours and a reference engine's in the same run.
///
/// Both engines are given the same 16 kHz samples, one recording at a time, on one thread.
public struct RecognizerEvaluation: Sendable {
  /// A recording with what is said in it.
  struct Clip: Sendable, Equatable {
    var path: String
    var set: String
    var said: String
  }

  private let folder: String
  private let recognizers: [(name: String, recognizer: any SpeechRecognizer)]
  private let reference: RecognizerReference?

  /// - Parameters:
  ///   - folder: holds `MANIFEST.tsv` and the recordings it names.
  ///   - recognizers: what is measured, with a name for each.
  ///   - reference: nil to leave the reference engine out.
  public init(
    folder: String, recognizers: [(name: String, recognizer: any SpeechRecognizer)],
    reference: RecognizerReference?
  ) {
    self.folder = folder
    self.recognizers = recognizers
    self.reference = reference
  }

  /// Transcribes everything and counts.
  /// - Parameter note: is given a line now and then on how far it is, and every recording that is left out.
  /// - Throws: `.missing` or `.invalid` for the manifest, `.cancelled`, and what a recogniser throws.
  @concurrent
  public func run(note: @Sendable (String) -> Void) async throws(ModelError) -> RecognizerReport {
    let clips = try Self.clips(in: folder)
    var report = RecognizerReport(listed: clips.count)
    var heard: [(clip: Clip, samples: [Float])] = []
    for clip in clips {
      do {
        heard.append((clip, try load(clip)))
      } catch {
        report.skipped.append("\(clip.path): \(error.message)")
        note("left out \(clip.path): \(error.message)")
      }
    }
    for (name, recognizer) in recognizers {
      note("\(name): \(heard.count) recordings")
      for (clip, samples) in heard {
        let start = Self.processorTime()
        let transcript = try await recognizer.transcribe(
          SpeechSegment(samples: samples, speechEnd: samples.count, effort: .final))
        report.add(
          .init(
            engine: name, set: clip.set, file: clip.path, said: clip.said,
            heard: transcript.text, seconds: Double(samples.count) / 16_000,
            milliseconds: Self.processorTime() - start))
      }
    }
    guard let reference else { return report }
    do {
      report.add(try reference.transcribe(heard, note: note))
    } catch {
      report.skipped.append("the reference engine: \(error.message)")
      note("left out the reference engine: \(error.message)")
    }
    return report
  }

  /// A clip as mono at 16 kHz. What is no WAV file goes through the reference engine's decoder.
  private func load(_ clip: Clip) throws(ModelError) -> [Float] {
    let path = folder + "/" + clip.path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelError(.missing, "\(path) is not there: fetch the data again")
    }
    guard path.hasSuffix(".wav") else {
      guard let reference else {
        throw ModelError(.unsupported, "it is no WAV file and the reference engine is left out")
      }
      return try reference.decode(path)
    }
    do {
      let file = try WAVFile.parse([UInt8](data))
      guard let rate = SampleRate(16_000) else { return [] }
      return RateConverter(from: file.rate, to: rate).convert(file.mono())
    } catch {
      throw ModelError(.invalid, "\(error)", cause: error)
    }
  }

  /// What this process has computed so far, in milliseconds.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}

extension RecognizerEvaluation {
  /// The kinds of recording in the manifest that have words, and what they are called in the report.
  private static let sets = ["asr8k": "telephone 8 kHz", "asr": "wideband"]

  /// The labelled recordings of a manifest. A label in parentheses says why there is none.
  static func clips(in folder: String) throws(ModelError) -> [Clip] {
    let path = folder + "/MANIFEST.tsv"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelError(.missing, "\(path) is not there: name the folder that holds it")
    }
    let rows = String(decoding: data, as: UTF8.self).split { $0.isNewline }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    guard let head = rows.first, let file = head.firstIndex(of: "file"),
      let kind = head.firstIndex(of: "kind"), let label = head.firstIndex(of: "label")
    else {
      throw ModelError(
        .invalid, "\(path) has no columns file, kind and label: it is another file")
    }
    var clips: [Clip] = []
    for row in rows.dropFirst() where row.count > max(file, kind, label) {
      guard let set = sets[row[kind]] else { continue }
      var said = row[label]
      if said.count > 1, said.first == "\"", said.last == "\"" {
        said = String(said.dropFirst().dropLast()).replacing("\"\"", with: "\"")
      }
      guard !said.isEmpty, said.first != "(" else { continue }
      clips.append(Clip(path: row[file], set: set, said: said))
    }
    return clips
  }
}
