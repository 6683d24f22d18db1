/// The logistic function. Floor 0 has no `exp`, so here is one, good to seven digits where it is needed.
enum Logistic {
  /// 1 / (1 + e⁻ˣ). A logit that is not a number is taken as zero.
  static func probability(_ logit: Float) -> Float {
    guard !logit.isNaN else { return 0.5 }
    return Float(1 / (1 + exponential(-Double(min(max(logit, -40), 40)))))
  }

  /// eˣ for |x| ≤ 40: a power of two times a short series for what is left.
  private static func exponential(_ x: Double) -> Double {
    let ln2 = 0.693_147_180_559_945_3
    let power = (x / ln2).rounded()
    let rest = x - power * ln2
    var term = 1.0
    var sum = 1.0
    for n in 1...9 {
      term *= rest / Double(n)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }
}
