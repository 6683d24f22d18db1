import ReparteeAudio

/// Tells when another word of the reply has been heard. Allocates only then.
struct HeardWords {
  private var count = 0

  /// - Returns: what has been heard of the reply, when that is more than at the last call.
  mutating func newText(of ledger: PlayoutLedger?) -> String? {
    guard let ledger, ledger.heardCount > count else { return nil }
    count = ledger.heardCount
    return ledger.heardText
  }
}
