/// The many spellings of the sounds that listeners make, and the one that stands for each.
enum ListeningSounds {
  private static let spellings: [String: String] = [
    "mmhmm":
      "mmhmm mhm mhmm mmhm umhmm umhm umhum uhmhm mmhmmhm mmhmmhmm mhmmhm mhmmhmm unhunh",
    "hmm": "hmm hm hmmhmm hmmhmmhmm hmhm",
    "mm": "mm mmm",
    "uhhuh": "uhhuh uhuhhuh ahhuh ahuh",
    // Those that say no.
    "uhuh": "uhuh huhuh nuhuh nuhhuh",
    "okay": "okay ok okey okie kay mkay mmkay",
    "yeah": "yeah yea yah ya yeh",
    "yep": "yep yup",
    "um": "um uhm erm",
    "uh": "uh er",
    "oh": "oh ooh",
    "ah": "ah aah ahh",
    "alright": "alright alrighty",
  ]
  private static let forms: [String: String] = {
    var forms: [String: String] = [:]
    for (word, list) in spellings {
      for form in list.split(separator: " ") { forms[String(form)] = word }
    }
    return forms
  }()
  private static let longest = 12

  /// The spelling that stands for `word`, if it is such a sound; "mmmm" and "okaaay" are too.
  static func canonical(_ word: String) -> String? {
    if let found = forms[word] { return found }
    guard word.utf8.count > 2 else { return nil }
    for length in [2, 1] {
      let squeezed = squeeze(word, to: length)
      if squeezed.utf8.count == word.utf8.count { return nil }
      if squeezed.utf8.count <= longest, let found = forms[squeezed] { return found }
    }
    return nil
  }

  /// The one word that two make together: "uh huh", "all right".
  static func joined(_ first: String, _ second: String) -> String? {
    switch (first, second) {
    case ("uh", "huh"): "uhhuh"
    case ("mm", "hmm"), ("um", "hmm"): "mmhmm"
    case ("all", "right"): "alright"
    default: nil
    }
  }

  /// `word` with each run of three equal letters or more cut to `length` of them.
  private static func squeeze(_ word: String, to length: Int) -> String {
    var squeezed = String.UnicodeScalarView()
    var run: [Unicode.Scalar] = []
    func close() { squeezed.append(contentsOf: run.prefix(run.count >= 3 ? length : run.count)) }
    for scalar in word.unicodeScalars {
      if run.last != scalar {
        close()
        run.removeAll(keepingCapacity: true)
      }
      run.append(scalar)
    }
    close()
    return String(squeezed)
  }
}
