/// What characters outside ASCII come down to.
enum Folding {
  /// A replacement in the letters and signs that the later passes know; nil when there is none.
  static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    // Full-width forms of ASCII.
    case 0xFF01...0xFF5E:
      return Unicode.Scalar(scalar.value - 0xFEE0).map { String(Character($0)) }
    case 0x0410...0x044F, 0x0401, 0x0451: return cyrillic(scalar)
    case 0x0391...0x03C9: return greek[scalar]
    case 0x2080...0x2089: return String(scalar.value - 0x2080)
    case 0x0660...0x0669: return String(scalar.value - 0x0660)
    default: return signs[scalar]
    }
  }

  private static let signs: [Unicode.Scalar: String] = [
    "。": ". ", "、": ", ", "，": ", ", "！": "! ", "？": "? ", "：": ": ", "；": "; ", "・": " ",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij", "⁄": "/", "∕": "/",
    "™": "", "®": "", "•": ", ", "·": " ", "▪": ", ", "‣": ", ", "◦": ", ", "¡": "", "¿": "",
    "℃": "°C", "℉": "°F", "№": "No. ", "µ": "µ", "μ": "µ", "≈": "~", "′": "'", "″": "",
    "⁰": " to the zero", "¹": "", "₂": "2", "→": " to ", "⇒": " to ", "←": " ", "✓": "", "✔": "",
    "†": "", "‡": "", "ª": "a", "º": "o", "₀": "0", "₁": "1",
  ]

  /// Signs and letters that later passes can say.
  static func isSpoken(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isLetter { return scalar.value < 0x0250 || (0x1E00...0x1EFF).contains(scalar.value) }
    if (0x20A0...0x20CF).contains(scalar.value) { return true }
    switch scalar {
    case "—", "–", "…", "£", "€", "¥", "¢", "§", "¶", "°", "±", "×", "÷", "½", "¼", "¾", "⅓", "⅔",
      "⅛", "⅜", "⅝", "⅞", "²", "³", "≤", "≥", "≠", "©", "∞", "√", "π":
      return true
    default: return false
    }
  }

  static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    (0x0300...0x036F).contains(scalar.value)
  }

  /// The one scalar for a letter with an accent.
  static func composed(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    var pair = String.UnicodeScalarView()
    pair.append(letter)
    pair.append(mark)
    return accented[String(pair)]
  }

  /// Strings compare by canonical equivalence, so a pair finds the letter that it is equal to.
  private static let accented: [String: Unicode.Scalar] = {
    var letters: [String: Unicode.Scalar] = [:]
    for value in UInt32(0xC0)...0x24F {
      if let scalar = Unicode.Scalar(value) { letters[String(Character(scalar))] = scalar }
    }
    return letters
  }()

  private static func cyrillic(_ scalar: Unicode.Scalar) -> String? {
    guard let latin = small[scalar.lowered] else { return nil }
    return scalar.isCapital ? latin.prefix(1).uppercased() + latin.dropFirst() : latin
  }

  private static let small: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
  ]

  private static let greek: [Unicode.Scalar: String] = [
    "α": " alpha ", "β": " beta ", "γ": " gamma ", "δ": " delta ", "ε": " epsilon ", "ζ": " zeta ",
    "η": " eta ", "θ": " theta ", "κ": " kappa ", "λ": " lambda ", "μ": "µ", "ν": " nu ",
    "ξ": " xi ", "π": " pi ", "ρ": " rho ", "σ": " sigma ", "τ": " tau ", "φ": " phi ",
    "χ": " chi ", "ψ": " psi ", "ω": " omega ", "Δ": " delta ", "Σ": " sigma ", "Ω": " omega ",
    "Π": " pi ", "Φ": " phi ", "Θ": " theta ", "Λ": " lambda ", "Γ": " gamma ",
  ]
}
