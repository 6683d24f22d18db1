/// What a loaded model is, for logs, reports and `repartee models`.
public struct ModelDescription: Sendable, Equatable {
  /// For example `whisper-base int8`.
  public var name: String
  /// Bytes on disk of all its files, 0 for a remote model.
  public var bytes: Int
  /// How long it took to load.
  public var loadTime: Duration

  public init(name: String, bytes: Int = 0, loadTime: Duration = .zero) {
    self.name = name
    self.bytes = bytes
    self.loadTime = loadTime
  }
}
