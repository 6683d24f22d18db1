/// A currency's names.
struct Currency: Sendable {
  var one: String
  var many: String
  var oneCent: String?
  var manyCents: String?

  /// By its sign.
  static func named(_ sign: Unicode.Scalar) -> Currency? {
    switch sign {
    case "$": Currency(one: "dollar", many: "dollars", oneCent: "cent", manyCents: "cents")
    case "£": Currency(one: "pound", many: "pounds", oneCent: "penny", manyCents: "pence")
    case "€": Currency(one: "euro", many: "euros", oneCent: "cent", manyCents: "cents")
    case "¥": Currency(one: "yen", many: "yen")
    case "₹": Currency(one: "rupee", many: "rupees", oneCent: "paisa", manyCents: "paise")
    case "₩": Currency(one: "won", many: "won")
    case "₽": Currency(one: "ruble", many: "rubles")
    case "₺": Currency(one: "lira", many: "liras")
    case "₪": Currency(one: "shekel", many: "shekels")
    case "₿": Currency(one: "bitcoin", many: "bitcoins")
    default: nil
    }
  }

  /// By its letters, as in "20 USD".
  static func coded(_ code: String) -> Currency? {
    switch code {
    case "USD": named("$")
    case "EUR": named("€")
    case "GBP": named("£")
    case "JPY": named("¥")
    case "INR": named("₹")
    case "CHF": Currency(one: "franc", many: "francs")
    case "CAD": Currency(one: "Canadian dollar", many: "Canadian dollars")
    case "AUD": Currency(one: "Australian dollar", many: "Australian dollars")
    default: nil
    }
  }
}
