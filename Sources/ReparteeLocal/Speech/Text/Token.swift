/// A token of a sentence, as the tagger sees it, or a part of one.
struct Token: Sendable, Equatable {
  var text: String
  /// Where it stands in the normalised text, in scalars.
  var range: Range<Int>
  /// Whether white space follows.
  var spaceAfter: Bool
  /// Penn Treebank.
  var tag = ""
  /// Said so, whatever the rules would say.
  var fixed: Phonemes?
}
