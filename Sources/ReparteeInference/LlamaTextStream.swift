/// Turns the pieces of tokens into text that may be spoken: whole characters, and never any part of a stop string.
struct LlamaTextStream {
  private let stops: [[UInt8]]
  private var pending: [UInt8] = []
  /// Whether a stop string has been reached. Nothing is given after it.
  private(set) var isStopped = false

  /// - Parameter stops: strings that end the text before they begin; empty ones are ignored.
  init(stops: [String]) {
    self.stops = stops.map { Array($0.utf8) }.filter { !$0.isEmpty }
  }

  /// Takes a token's bytes and gives the text that is certain by now, often none.
  mutating func append(_ piece: [UInt8]) -> String {
    guard !isStopped else { return "" }
    pending += piece
    if let stop = firstStop() {
      isStopped = true
      let text = String(decoding: pending[..<stop], as: UTF8.self)
      pending = []
      return text
    }
    let certain = min(pending.count - heldForStops(), wholeCharacters())
    let text = String(decoding: pending[..<certain], as: UTF8.self)
    pending.removeFirst(certain)
    return text
  }

  /// What was held back, now that nothing follows. A character that never became whole is dropped.
  mutating func finish() -> String {
    guard !isStopped else { return "" }
    isStopped = true
    let text = String(decoding: pending[..<wholeCharacters()], as: UTF8.self)
    pending = []
    return text
  }

  private func firstStop() -> Int? {
    stops.compactMap { stop in
      pending.indices.first { pending[$0...].starts(with: stop) }
    }.min()
  }

  /// How many bytes at the end may yet become a stop string.
  private func heldForStops() -> Int {
    stops.map { stop in
      (0..<min(stop.count, pending.count + 1)).last {
        pending.suffix($0).elementsEqual(stop.prefix($0))
      } ?? 0
    }.max() ?? 0
  }

  /// How many bytes at the beginning end with a whole character: all of them, or up to three fewer.
  private func wholeCharacters() -> Int {
    for back in 1..<4 where back <= pending.count {
      let byte = pending[pending.count - back]
      if byte < 0x80 { break }
      if byte >= 0xC0 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        return back < length ? pending.count - back : pending.count
      }
    }
    return pending.count
  }
}
