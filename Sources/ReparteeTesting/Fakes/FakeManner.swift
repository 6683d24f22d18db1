import Repartee
public import ReparteeCore

/// How a fake model goes about a call: how long it takes, and whether it gets to the end.
///
/// Times pass in the call, by `VirtualClock`.
public struct FakeManner: Sendable, Equatable {
  /// What goes wrong.
  public enum Trouble: Sendable, Equatable {
    /// The call throws `.failed` after so many pieces.
    case fails(after: Int)
    /// Nothing more comes after so many pieces, and no error either.
    case hangs(after: Int)
  }

  /// From the call's beginning to its first piece.
  public var first: MediaTime
  /// From each piece to the next.
  public var each: MediaTime
  public var trouble: Trouble?

  public init(first: MediaTime = .zero, each: MediaTime = .zero, trouble: Trouble? = nil) {
    self.first = first
    self.each = each
    self.trouble = trouble
  }

  /// Takes no time and does what it is asked.
  public static let prompt = FakeManner()
  public static func taking(_ first: MediaTime, each: MediaTime = .zero) -> FakeManner {
    FakeManner(first: first, each: each)
  }
  public static let failing = FakeManner(trouble: .fails(after: 0))
  public static let hanging = FakeManner(trouble: .hangs(after: 0))

  /// Lets pass what passes before the piece with this number, from 0.
  func wait(before piece: Int) async throws(ModelError) {
    switch trouble {
    case .fails(let count) where piece >= count:
      try await VirtualClock.wait(piece == 0 ? first : each)
      throw ModelError(.failed, "The model broke, as it was told to.")
    case .hangs(let count) where piece >= count:
      try await VirtualClock.waitForEver()
    case .fails, .hangs, nil:
      try await VirtualClock.wait(piece == 0 ? first : each)
    }
  }
}

/// What manner a fake has in each of its calls, counted from 0.
public struct FakeManners: Sendable {
  private let manner: @Sendable (Int) -> FakeManner

  /// Another manner for each call.
  public init(_ manner: @escaping @Sendable (Int) -> FakeManner) { self.manner = manner }

  /// The same for every call.
  public static func always(_ manner: FakeManner) -> FakeManners { FakeManners { _ in manner } }
  /// No time at all, and no trouble.
  public static let prompt = FakeManners.always(.prompt)
  /// So long to the first piece and to each further one.
  public static func taking(_ first: MediaTime, each: MediaTime = .zero) -> FakeManners {
    always(.taking(first, each: each))
  }
  /// Every call throws at once.
  public static let failing = FakeManners.always(.failing)
  /// No call ever answers.
  public static let hanging = FakeManners.always(.hanging)
  /// The first so many calls are in one manner and the rest in another.
  public static func first(
    _ count: Int, _ manner: FakeManner, then rest: FakeManner = .prompt
  ) -> FakeManners {
    FakeManners { $0 < count ? manner : rest }
  }

  func callAsFunction(_ call: Int) -> FakeManner { manner(call) }
}
