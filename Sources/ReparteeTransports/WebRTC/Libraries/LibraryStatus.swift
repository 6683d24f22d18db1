internal import CReparteeRTC

/// What a call of the C libraries came to.
enum LibraryStatus: Sendable, Hashable {
  case done
  case waiting
  case closed
  case badArgument
  case outOfMemory
  case failed
  case notAuthentic
  case replayed

  init(_ code: Int32) {
    switch code {
    case 0...: self = Self.good(code)
    case RP_RTC_BAD_ARGUMENT.code: self = .badArgument
    case RP_RTC_OUT_OF_MEMORY.code: self = .outOfMemory
    case RP_RTC_NOT_AUTHENTIC.code: self = .notAuthentic
    case RP_RTC_REPLAYED.code: self = .replayed
    default: self = .failed
    }
  }

  private static func good(_ code: Int32) -> LibraryStatus {
    if code == RP_RTC_WAITING.code { return .waiting }
    return code == RP_RTC_CLOSED.code ? .closed : .done
  }
}

extension RpRtcStatus {
  /// The value as the functions return it.
  fileprivate var code: Int32 { Int32(rawValue) }
}
