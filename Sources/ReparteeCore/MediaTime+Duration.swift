extension MediaTime {
  /// The same length, to the nanosecond; too long a one saturates.
  public init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    self.init(nanoseconds: overflow ? .max : whole &+ attoseconds / 1_000_000_000)
  }
}

extension Duration {
  public init(_ time: MediaTime) { self = .nanoseconds(time.nanoseconds) }
}
