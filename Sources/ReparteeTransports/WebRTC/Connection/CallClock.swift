internal import NIOCore
internal import ReparteeCore
internal import ReparteeRTC

#if canImport(Glibc)
  internal import Glibc
#endif

/// The time of one connection: how long it has been there.
struct CallClock: Sendable {
  private var start = NIODeadline.now()

  var now: MediaTime { MediaTime(nanoseconds: (NIODeadline.now() - start).nanoseconds) }

  /// Lets time pass at once, for tests of what takes long.
  mutating func advance(by time: MediaTime) { start = start - .nanoseconds(time.nanoseconds) }

  /// The wall clock's time, for reports.
  static var wall: NtpTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return NtpTime(unixSeconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}
