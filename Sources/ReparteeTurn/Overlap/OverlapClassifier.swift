/// Tells from the words said over the agent whether they are a backchannel ("mm-hmm", "oh I see") or take the turn.
///
/// A compact logistic model: see docs/overlap-model.md for its data, its figures and its limits.
public struct OverlapClassifier: Sendable {
  /// The model that comes with Repartee. English only.
  public static let builtIn = OverlapClassifier(
    whole: OverlapHead(OverlapWeights.whole), prefix: OverlapHead(OverlapWeights.prefix))

  /// What a question mark takes off the logit. Training data has none; "Right?" asks for an answer more often than
  /// "Right." does, and "Mm-hmm?" is still a backchannel.
  private static let questionMark: Float = 1.5

  private let whole: OverlapHead
  private let prefix: OverlapHead

  init(whole: OverlapHead, prefix: OverlapHead) {
    self.whole = whole
    self.prefix = prefix
  }

  /// How probable it is, 0…1, that `words` are a backchannel; 0.5 when there are none.
  ///
  /// - Parameters:
  ///   - isWhole: the segment has ended. Else these are its first words so far, and more may come.
  ///   - afterQuestion: the agent's last words were a question, so that "yes" is an answer.
  public func backchannel(_ words: SpokenWords, isWhole: Bool, afterQuestion: Bool) -> Float {
    guard !words.words.isEmpty else { return 0.5 }
    let head = isWhole ? whole : prefix
    var logit = head.logit(words.words, isWhole: isWhole, afterQuestion: afterQuestion)
    if words.endsAsQuestion { logit -= Self.questionMark }
    return Logistic.probability(logit)
  }
}

/// Weights of the classifier's heads; the generated files fill it.
enum OverlapWeights {}
