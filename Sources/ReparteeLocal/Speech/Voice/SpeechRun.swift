internal import Repartee
internal import ReparteeCore
internal import ReparteeInference

/// One request on its way: hands out its sound stretch by stretch, sentence by sentence.
///
/// Holds one piece of the text and one sentence at a time, however long the text.
struct SpeechRun: Sendable {
  /// Samples of a block, at most: 200 ms.
  private static let block = VoiceShape.rate / 5

  private let voice: HibariVoice
  private let manner: SentenceVoice.Manner
  private var pieces: TextPieces
  private var sentences: ArraySlice<Sentence> = []
  private var current: SentenceVoice?
  /// Samples handed out before the current sentence, and in all.
  private var base = 0
  private var sent = 0
  private var begun: UInt64 = 0
  private var isOpening = true

  init(_ request: SpeechRequest, voice: HibariVoice) {
    self.voice = voice
    var manner = voice.manner
    manner.speed = Self.factor(request.speed)
    manner.pitch = Self.factor(request.pitch)
    self.manner = manner
    pieces = TextPieces(request.text)
  }

  /// Half to double; what is no number leaves the voice as it is.
  private static func factor(_ value: Float) -> Float {
    value.isNaN ? 1 : min(max(value, 0.5), 2)
  }

  /// Makes the next sound.
  /// - Returns: one or more blocks; none when all has been said.
  mutating func advance(_ token: CancellationToken) throws(ModelError) -> [SpeechBlock] {
    while true {
      if token.isCancelled { throw ModelError(.cancelled, "the request was cancelled") }
      if var sentence = current {
        // Only one owner of the sentence's buffers, or they are copied.
        current = nil
        if let stretch = try sentence.advance(voice.network, token: token) {
          current = sentence
          if !stretch.samples.isEmpty { return blocks(of: stretch) }
          continue
        }
        base = sent
      }
      guard try beginNext(token) else { return [] }
    }
  }

  /// Takes up the next sentence.
  /// - Returns: false when there is none.
  private mutating func beginNext(_ token: CancellationToken) throws(ModelError) -> Bool {
    if let sentence = sentences.popFirst() {
      var manner = manner
      manner.seed &+= begun
      begun += 1
      manner.pause = Self.pause(after: sentence, speed: manner.speed)
      current = try voice.begin(sentence, manner: manner, token: token)
      return true
    }
    guard let piece = pieces.next() else { return false }
    var next = try voice.pronouncer.pronounce(piece.text, lexicon: voice.lexicon)
    for sentence in next.indices {
      for word in next[sentence].words.indices {
        let source = next[sentence].words[word].source
        next[sentence].words[word].source =
          source.lowerBound + piece.offset..<source.upperBound + piece.offset
      }
    }
    if isOpening, !next.isEmpty {
      next = OpeningSplit.apply(to: next)
      isOpening = false
    }
    sentences = next[...]
    return true
  }

  /// Silence after a sentence: what a speaker leaves at a stop, at a break, and where a text just ends.
  private static func pause(after sentence: Sentence, speed: Float) -> Int {
    let mark = sentence.words.last.flatMap { PauseMarks.last(of: $0.phonemes) }
    let seconds: Float
    switch mark {
    case .some(let mark) where PauseMarks.stops.contains(mark): seconds = 0.28
    case .some: seconds = 0.14
    case nil: seconds = 0.06
    }
    return Int(seconds * Float(VoiceShape.rate) / speed)
  }

  private mutating func blocks(of stretch: SentenceVoice.Stretch) -> [SpeechBlock] {
    var words = stretch.words.map { word in
      let samples = word.samples
      return SpokenWord(
        text: word.text, samples: base + samples.lowerBound..<base + samples.upperBound)
    }[...]
    var blocks: [SpeechBlock] = []
    var start = 0
    while start < stretch.samples.count {
      let end = min(start + Self.block, stretch.samples.count)
      var block = SpeechBlock(samples: Array(stretch.samples[start..<end]))
      sent += end - start
      let isLast = end == stretch.samples.count
      while let word = words.first, isLast || word.samples.lowerBound < sent {
        block.words.append(word)
        words.removeFirst()
      }
      blocks.append(block)
      start = end
    }
    return blocks
  }
}
