internal import Foundation
internal import ReparteeTurn

/// What a caller says, on one line, up to where they fall silent.
struct EndpointClip: Sendable {
  enum Line: String, Sendable, Codable, CaseIterable {
    case telephone = "8 kHz"
    case wideband
  }

  var name: String
  var set: EndpointTrace.Set
  var line: Line
  var expecting: Expectation
  /// 16 kHz mono at the level of the line, without noise.
  var samples: [Float]
  var points: [EndpointPoint]
}

extension EndpointClip {
  /// Longer recordings are menus read out, not turns; they would also take most of the time.
  static let longest = 13.0
  static let shortest = 0.7

  /// Sentences: telephone recordings on a telephone line, wideband ones on both lines.
  static func sentences(in folder: DataFolder, most: Int) -> [EndpointClip] {
    folder.entries.filter { $0.kind == "asr" || $0.kind == "asr8k" }.flatMap { entry in
      guard entry.label.first != "(", let samples = try? folder.samples(of: entry) else {
        return [EndpointClip]()
      }
      let length = Double(samples.count) / 16_000
      guard length >= shortest, length <= longest else { return [] }
      let clip = CallerClip(name: entry.name, samples: samples)
      let points = EndpointPoint.all(in: clip.samples, most: most)
      let lines: [Line] = entry.kind == "asr8k" ? [.telephone] : [.telephone, .wideband]
      return lines.map {
        EndpointClip(
          name: entry.name, set: .sentence, line: $0, expecting: .open, samples: clip.samples,
          points: points)
      }
    }
  }

  /// Numbers of ten digits, read out in groups of three, three and four: what an agent asked for.
  static func numbers(in folder: DataFolder) -> [EndpointClip] {
    var takes: [String: [Int: [Float]]] = [:]
    for entry in folder.entries where entry.kind == "asr8k-digit" {
      let parts = entry.name.split(separator: "_")
      guard parts.count == 3, let digit = Int(parts[0]),
        let samples = try? folder.samples(of: entry)
      else { continue }
      let truth = GroundTruth(samples)
      takes["\(parts[1]) \(parts[2])", default: [:]][digit] = Array(
        samples[truth.onset..<max(truth.onset, truth.offset)])
    }
    return takes.sorted { $0.key < $1.key }.enumerated().compactMap { place, take in
      take.value.count == 10 ? number(named: take.key, digits: take.value, seed: place) : nil
    }
  }

  private static func number(named name: String, digits: [Int: [Float]], seed: Int) -> EndpointClip
  {
    var random = SeededRandom(seed: UInt64(seed))
    var samples: [Float] = []
    var points: [EndpointPoint] = []
    for place in 0..<10 {
      samples += digits[Int(random.unit() * 10)] ?? []
      if [2, 5, 9].contains(place) {
        points.append(
          EndpointPoint(
            kind: place == 9 ? .end : .clause, offset: samples.count, cut: samples.count))
      }
      samples += [Float](repeating: 0, count: Self.betweenDigits)
    }
    let clip = CallerClip(name: name, samples: samples)
    return EndpointClip(
      name: "number " + name, set: .number, line: .telephone, expecting: .number,
      samples: clip.samples, points: points)
  }

  /// Samples of silence between digits of a group: 60 ms.
  private static let betweenDigits = 960
}
