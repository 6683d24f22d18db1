internal import Foundation

/// How much of this process's heap is in use.
///
/// Resident memory goes up and down with what the allocator keeps; this tells what the program itself keeps.
enum HeapSize {
  private typealias Writer = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32

  /// In kilobytes; nil where the C library does not tell.
  static var kilobytes: Double? {
    // glibc's own, so it is looked for: other libraries have none.
    guard let symbol = dlsym(nil, "malloc_info") else { return nil }
    let write = unsafeBitCast(symbol, to: Writer.self)
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard let stream = open_memstream(&bytes, &count) else { return nil }
    let result = write(0, stream)
    fclose(stream)
    defer { free(bytes) }
    guard result == 0, let bytes else { return nil }
    return kilobytes(in: String(cString: bytes))
  }

  /// What `malloc_info` says of all arenas together stands behind those of each.
  static func kilobytes(in text: String) -> Double? {
    let totals = text.components(separatedBy: "</heap>").last ?? ""
    guard let system = size("<system type=\"current\"", in: totals) else { return nil }
    let free = ["fast", "rest"].map { size("<total type=\"\($0)\"", in: totals) ?? 0 }
    let mapped = size("<total type=\"mmap\"", in: totals) ?? 0
    return (system - free.reduce(0, +) + mapped) / 1_024
  }

  private static func size(_ tag: String, in text: String) -> Double? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(tag) }),
      let value = line.components(separatedBy: "size=\"").last
    else { return nil }
    return Double(value.prefix { $0.isNumber })
  }
}
