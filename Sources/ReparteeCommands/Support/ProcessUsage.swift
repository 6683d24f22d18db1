internal import Foundation

/// What this process has used so far.
enum ProcessUsage {
  /// Seconds of processor time, user and system, of all threads.
  static var cpuSeconds: Double {
    let usage = read()
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  /// The most memory it ever had, in megabytes.
  static var peakMegabytes: Double { Double(read().ru_maxrss) / 1024 }

  private static func read() -> rusage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage
  }
}
