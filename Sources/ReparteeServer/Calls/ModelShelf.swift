internal import Repartee
internal import Synchronization

/// The models, once they are loaded.
final class ModelShelf: Sendable {
  private let shelf = Mutex<ModelSet?>(nil)
  var models: ModelSet? { shelf.withLock { $0 } }
  func put(_ models: ModelSet) { shelf.withLock { $0 = models } }
}
