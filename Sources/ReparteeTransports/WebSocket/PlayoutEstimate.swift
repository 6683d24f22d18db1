internal import ReparteeCore

/// How much of what was sent the other side has not heard yet.
///
/// Audio is sent as fast as it is spoken, so how far a client's loudspeaker is behind stays the same while the
/// agent speaks. Clients that acknowledge what they played tell it; of others it is assumed.
struct PlayoutEstimate {
  /// What a client that says nothing is taken to be behind: one message on its way or being gathered, and the two
  /// that a sound device usually holds. A wrong guess shifts the last word that counts as heard by
  /// a fifth of a word.
  static let assumed = MediaTime.milliseconds(60)
  /// More than this is not believed: a client that holds more is behind anything that could be called a talk.
  static let most = MediaTime.milliseconds(200)
  private static let message = MediaTime.milliseconds(20)

  /// All that was ever sent.
  private(set) var sent = MediaTime.zero
  /// What of it was dropped or surely played.
  private var settled = MediaTime.zero
  /// How far the client's loudspeaker is behind.
  private(set) var lag = Self.assumed

  /// A message of audio was sent.
  mutating func add() { sent = sent + Self.message }

  /// Nothing that was sent is still to sound.
  mutating func settle() { settled = sent }

  /// The client has so much of all audio behind it.
  mutating func acknowledge(_ time: MediaTime) {
    // At the beginning of a reply too little was sent to tell how much a client holds.
    guard sent - settled >= Self.most else { return }
    lag = min(max(sent - time, .zero), Self.most)
  }

  /// What of the agent's speech is still to sound.
  /// - Parameter silence: how long the agent has been silent.
  func unplayed(after silence: MediaTime) -> MediaTime {
    max(min(lag, sent - settled) - silence, .zero)
  }
}
