internal import Repartee
internal import ReparteeAudio

/// What is said over the networks: recordings with their words, or sentences in the local voice.
enum NetworkClips {
  /// Longer ones are left out, in seconds: the recogniser would hear them in two parts.
  static let longest = 12.0

  /// What the local voice says where there are no recordings.
  static let sentences = [
    "I would like to book a table for four people on Saturday evening.",
    "Could you tell me when the shop opens tomorrow morning?",
    "My bicycle has a flat tire, and I need it repaired before the weekend.",
    "Please send the invoice to my office, not to my home address.",
    "The train from London was delayed, so I will arrive an hour later.",
    "Is there a doctor available this afternoon for a short visit?",
    "I lost my keys somewhere between the station and the market.",
    "We are looking for a quiet room with a view of the garden.",
    "How much does it cost to change the date of the flight?",
    "My neighbor said that you also repair old clocks and watches.",
    "Thank you for your help, but I have to cancel the appointment.",
    "The last time we spoke you promised me a new battery.",
  ]

  /// - Parameter most: of each kind of recording.
  static func recordings(
    in folder: String, most: Int, note: (String) -> Void
  ) throws -> [CallerClip] {
    let data = try DataFolder(path: folder)
    var clips: [CallerClip] = []
    for kind in ["asr", "asr8k"] {
      var some: [CallerClip] = []
      // A label in parentheses says why there is none.
      for entry in data.entries where entry.kind == kind && isText(entry.label) {
        guard some.count < most else { break }
        guard let samples = try? data.samples(of: entry) else {
          note("left out \(entry.file): it cannot be read")
          continue
        }
        let clip = CallerClip(name: entry.name, samples: samples, text: entry.label)
        if clip.length <= longest { some.append(clip) }
      }
      clips += some
    }
    return clips
  }

  static func spoken(
    by voice: some SpeechSynthesizer, most: Int = .max
  ) async throws -> [CallerClip] {
    var clips: [CallerClip] = []
    for sentence in sentences.prefix(most) {
      let samples = try await voice.speakAsCaller(sentence)
      let quiet = [Float](repeating: 0, count: 3_200)
      clips.append(
        CallerClip(
          name: "sentence \(clips.count + 1)", samples: quiet + samples + quiet, text: sentence))
    }
    return clips
  }

  private static func isText(_ label: String) -> Bool { !label.isEmpty && label.first != "(" }
}
