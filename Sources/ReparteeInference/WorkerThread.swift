import Foundation
import Glibc

/// An operating-system thread that works through a queue and ends when the queue is closed.
enum WorkerThread {
  /// Native inference code keeps large frames on the stack.
  private static let stackBytes = 8 << 20

  private final class Start {
    let name: String
    let queue: WorkQueue
    init(name: String, queue: WorkQueue) {
      self.name = name
      self.queue = queue
    }
  }

  static func start(name: String, _ queue: WorkQueue) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let start = Unmanaged.passRetained(Start(name: name, queue: queue))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
        // The kernel keeps 15 characters.
        Thread.current.name = String(start.name.prefix(15))
        while let job = start.queue.next() { job.perform() }
        return nil
      }, start.toOpaque())
    // Without threads no call would ever return: that must not go unnoticed.
    precondition(status == 0, "the system gives no thread for \(name) (error \(status))")
  }
}
