#if canImport(Glibc)
  internal import Glibc
#endif

/// Reads the wall's clock and this thread's.
enum Stopwatch {
  /// What `work` takes. The thread's clock is read around the wall's, which costs more: it is in that figure only.
  @inline(__always)
  static func measure(_ work: () -> Void) -> PathCost.Sample {
    let cpu = read(CLOCK_THREAD_CPUTIME_ID)
    let wall = read(CLOCK_MONOTONIC)
    work()
    let wallEnd = read(CLOCK_MONOTONIC)
    let cpuEnd = read(CLOCK_THREAD_CPUTIME_ID)
    return PathCost.Sample(wall: wallEnd - wall, cpu: cpuEnd - cpu)
  }

  /// In microseconds.
  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}
