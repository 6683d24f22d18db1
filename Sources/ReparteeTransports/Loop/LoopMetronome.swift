public import NIOCore
public import Repartee

/// Beats for all calls of one event loop from one timer, on that loop: a beat costs no thread switch.
///
/// A call's beats count from the moment it joined, so calls that began at different moments do not all
/// want the loop at once.
public final class LoopMetronome: Metronome {
  /// How exactly a beat is kept.
  private static let grain = TimeAmount.milliseconds(5)
  private static let block = TimeAmount.milliseconds(20)

  private let loop: any EventLoop
  private let members: NIOLoopBoundBox<Members>

  /// - Parameter loop: its thread calls the beats.
  public init(on loop: any EventLoop) {
    self.loop = loop
    members = NIOLoopBoundBox.makeBoxSendingValue(Members(), eventLoop: loop)
  }

  public func beats(_ beat: @escaping @Sendable () -> Void) async {
    let id = Key()
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.execute { self.join(Member(key: id, beat: beat, continuation: continuation)) }
      }
    } onCancel: {
      loop.execute { self.leave(id) }
    }
  }

  public func beats(on executor: any SerialExecutor) -> Bool {
    executor === loop.executor
  }

  private func join(_ member: Member) {
    // A call that was cancelled before it joined never begins.
    if members.value.gone.remove(ObjectIdentifier(member.key)) != nil {
      return member.continuation.resume()
    }
    members.value.list.append(member)
    guard members.value.timer == nil else { return }
    members.value.timer = loop.scheduleRepeatedTask(
      initialDelay: Self.grain, delay: Self.grain
    ) { _ in self.tick() }
  }

  private func leave(_ key: Key) {
    guard let place = members.value.list.firstIndex(where: { $0.key === key }) else {
      members.value.gone.insert(ObjectIdentifier(key))
      return
    }
    members.value.list.remove(at: place).continuation.resume()
    guard members.value.list.isEmpty else { return }
    members.value.timer?.cancel()
    members.value.timer = nil
  }

  private func tick() {
    let now = NIODeadline.now()
    for index in members.value.list.indices {
      let member = members.value.list[index]
      let due = (now - member.start).nanoseconds / Self.block.nanoseconds
      for _ in 0..<members.value.list[index].pace.beats(of: due) { member.beat() }
    }
  }

  private final class Key: Sendable {}

  private struct Member: Sendable {
    let key: Key
    let beat: @Sendable () -> Void
    let continuation: CheckedContinuation<Void, Never>
    let start = NIODeadline.now()
    var pace = BeatPace()
  }

  private struct Members {
    var list: [Member] = []
    /// Those who left before they came: a task can be cancelled before it has begun to wait.
    var gone: Set<ObjectIdentifier> = []
    var timer: RepeatedTask?
  }
}
