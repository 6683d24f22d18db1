/// What to do to a word's stress.
enum StressChange: Sendable, Equatable {
  /// Takes every mark away.
  case none
  /// Makes the main stress a side stress and drops side stresses.
  case demoted
  /// The same where there is a main stress; a word without marks gets a side stress.
  case weak
  /// As `.weak`, but a word without marks stays so.
  case lowered
  /// A word without marks gets a side stress.
  case mild
  /// A word with a side stress only gets it as its main stress; one without marks gets a side stress.
  case firm
  /// As `.firm`, but a word without marks gets a main stress.
  case strong
}

extension Phonemes {
  var hasPrimary: Bool { symbols.contains(Sound.primary) }
  var hasSecondary: Bool { symbols.contains(Sound.secondary) }
  var hasVowel: Bool { symbols.contains(where: Sound.isVowel) }

  /// How long the word is, roughly, in sounds.
  var weight: Int { symbols.reduce(0) { $0 + (Sound.isDouble($1) ? 2 : 1) } }

  func stressed(_ change: StressChange?) -> Phonemes {
    guard let change else { return self }
    let unmarked = !hasPrimary && !hasSecondary
    switch change {
    case .none:
      return Phonemes(symbols.filter { $0 != Sound.primary && $0 != Sound.secondary })
    case .demoted: return demoted
    case .weak, .lowered:
      if hasPrimary { return demoted }
      return unmarked && change == .weak ? marked(Sound.secondary) : self
    case .mild: return unmarked ? marked(Sound.secondary) : self
    case .firm, .strong:
      if unmarked { return marked(change == .firm ? Sound.secondary : Sound.primary) }
      return hasPrimary ? self : replacing(Sound.secondary, by: Sound.primary)
    }
  }

  private var demoted: Phonemes {
    Phonemes(symbols.filter { $0 != Sound.secondary }).replacing(Sound.primary, by: Sound.secondary)
  }

  private func replacing(_ old: Unicode.Scalar, by new: Unicode.Scalar) -> Phonemes {
    Phonemes(symbols.map { $0 == old ? new : $0 })
  }

  /// With a mark before the first vowel, which is where marks stand.
  private func marked(_ mark: Unicode.Scalar) -> Phonemes {
    guard let vowel = symbols.firstIndex(where: Sound.isVowel) else { return self }
    var result = self
    result.symbols.insert(mark, at: vowel)
    return result
  }
}
