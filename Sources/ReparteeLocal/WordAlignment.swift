/// Which of the words that were said are in a transcript, by the alignment with the fewest errors.
public struct WordAlignment: Sendable, Equatable {
  /// For each word that was said, whether it was heard.
  public private(set) var isRight: [Bool]
  /// Words changed, added and left out.
  public private(set) var errors: Int

  /// - Parameters:
  ///   - said: what was said, in any spelling.
  ///   - heard: the transcript.
  public init(said: String, heard: String) {
    self.init(TranscriptNormalizer.words(of: said), TranscriptNormalizer.words(of: heard))
  }

  init(_ said: [String], _ heard: [String]) {
    var costs = [Array(0...heard.count)]
    for (row, word) in said.enumerated() {
      var line = [row + 1]
      for (column, other) in heard.enumerated() {
        let changed = costs[row][column] + (word == other ? 0 : 1)
        line.append(min(changed, costs[row][column + 1] + 1, line[column] + 1))
      }
      costs.append(line)
    }
    errors = costs[said.count][heard.count]
    isRight = [Bool](repeating: false, count: said.count)
    var (row, column) = (said.count, heard.count)
    while row > 0, column > 0 {
      let cost = costs[row][column]
      let isSame = said[row - 1] == heard[column - 1]
      if cost == costs[row - 1][column - 1] + (isSame ? 0 : 1) {
        isRight[row - 1] = isSame
        (row, column) = (row - 1, column - 1)
      } else if cost == costs[row - 1][column] + 1 {
        row -= 1
      } else {
        column -= 1
      }
    }
  }
}
