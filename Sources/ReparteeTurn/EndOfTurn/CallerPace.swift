public import ReparteeCore

/// How long this caller pauses in the middle of what they say, learnt during the call.
///
/// Pauses that were followed by more count, also those after which the agent had wrongly taken the
/// turn. A pause that did end a turn says that the caller needs no more patience than they had.
public struct CallerPace: Sendable, Equatable {
  /// The running mean of the caller's inner pauses; zero before the first.
  public private(set) var pause = MediaTime.zero
  /// How many inner pauses were heard.
  public private(set) var count = 0

  public init() {}

  /// Hears of a pause.
  /// - Parameters:
  ///   - length: from the caller's last sound to their next, or to the end of the turn.
  ///   - wentOn: whether the caller went on with the same turn. True also for a turn that was taken to be
  ///     over and was not.
  public mutating func paused(_ length: MediaTime, wentOn: Bool) {
    guard length > .zero else { return }
    guard wentOn else {
      pause = Self.mixed(pause, .zero, Self.forgetting)
      return
    }
    // One long search for a paper is not a way of speaking.
    let heard = min(length, Self.longest)
    count = min(count &+ 1, Self.enough)
    // The first pauses weigh more than the later ones, but one alone does not set the pace.
    pause = Self.mixed(pause, heard, max(Self.weight, 1 / Double(count + 1)))
  }

  private static func mixed(_ old: MediaTime, _ new: MediaTime, _ share: Double) -> MediaTime {
    .seconds(old.seconds + (new.seconds - old.seconds) * share)
  }

  private static let longest: MediaTime = .milliseconds(2_000)
  private static let enough = 1_000
  private static let weight = 0.2
  private static let forgetting = 0.05
}
