internal import ArgumentParser
internal import Foundation
internal import ReparteeInference
internal import ReparteeLocal

/// Checks what Repartee needs of this machine.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine, its libraries, models and sound devices.")

  func run() throws {
    var isWell = true
    func check(_ what: String, _ good: Bool, _ detail: String) {
      isWell = isWell && good
      Output.line("\(good ? "ok     " : "MISSING")  \(what): \(detail)")
    }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    check("processor", cores >= 1, "\(cores) cores, \(SileroInstructionSet.best)")
    let memory = ProcessInfo.processInfo.physicalMemory >> 20
    check("memory", memory >= 2_000, "\(memory) MB; 2000 are needed")
    check(
      "models", ModelHome.installed,
      ModelHome.installed ? ModelHome.standard.root : "incomplete; run ./repartee setup")
    do {
      let runtime = try OnnxRuntime.shared()
      check("ONNX Runtime", true, runtime.version)
    } catch { check("ONNX Runtime", false, "\(error)") }
    // A machine without a microphone is no less able to run agents.
    Output.line("note     sound: \(SoundDevices.summary)")
    if !isWell { throw ExitCode(1) }
  }
}
