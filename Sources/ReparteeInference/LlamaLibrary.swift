internal import CLlama
internal import Logging
internal import Synchronization

/// The process-wide side of llama.cpp: it is started once, and what it prints goes to the log.
enum LlamaLibrary {
  private static let logger = Logger(label: "repartee.llama")
  private static let lines = Mutex(Lines())

  /// llama.cpp prints in pieces; a line is whole at its newline.
  private struct Lines {
    var partial = ""
    /// The newest line that told of an error, for the message of the call that failed.
    var lastError = ""
  }

  /// Evaluated once, by the first model that is loaded.
  private static let started: Void = {
    llama_log_set(
      { level, text, _ in
        if let text { LlamaLibrary.note(level, String(cString: text)) }
      }, nil)
    llama_backend_init()
  }()

  static func start() { started }

  /// Runs a call that reports failure only through its log, and gives its last complaint.
  ///
  /// Two loads that fail at once may swap complaints; nothing but the wording depends on it.
  static func complaint<T>(of body: () -> T?) -> (value: T?, complaint: String) {
    lines.withLock { $0.lastError = "" }
    let value = body()
    return (value, lines.withLock { $0.lastError })
  }

  private static func note(_ level: ggml_log_level, _ text: String) {
    let whole: [Substring] = lines.withLock { lines in
      lines.partial += text
      // A text without an end is not kept for ever.
      guard lines.partial.hasSuffix("\n") || lines.partial.utf8.count > 4096 else { return [] }
      let ended = lines.partial
      lines.partial = ""
      let split = ended.split(separator: "\n", omittingEmptySubsequences: true)
      if level == GGML_LOG_LEVEL_ERROR, let last = split.last { lines.lastError = String(last) }
      return split
    }
    for line in whole { logger.debug("\(line)") }
  }
}
