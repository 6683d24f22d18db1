internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Repartee

/// Runs the command line: one line for an error, and an end in good order when interrupted.
public enum Program {
  /// - Parameter arguments: without the program's name.
  /// - Returns: the exit code.
  public static func run(_ arguments: [String]) async -> Int32 {
    _ = logging
    signal(SIGPIPE, SIG_IGN)
    return await Interruption.guarding { await parseAndRun(arguments) }
  }

  /// Done once: the logging system takes no second one.
  private static let logging: Void = LoggingSystem.bootstrap { label in
    var handler = StreamLogHandler.standardError(label: label)
    handler.logLevel =
      ProcessInfo.processInfo.environment["REPARTEE_LOG"]
      .flatMap(Logger.Level.init(rawValue:)) ?? .warning
    return handler
  }

  private static func parseAndRun(_ arguments: [String]) async -> Int32 {
    do {
      var command = try ReparteeCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return 0
    } catch  where error is CancellationError || (error as? ModelError)?.code == .cancelled {
      Output.note("repartee: interrupted; what was recorded by then is kept")
      return 130
    } catch let code as ExitCode {
      return code.rawValue
    } catch let error as CommandError {
      Output.note("repartee: \(error)")
      return 1
    } catch let error as RecordError {
      Output.note("repartee: \(error)")
      return 1
    } catch {
      return report(error)
    }
  }

  private static func report(_ error: any Error) -> Int32 {
    let code = ReparteeCommand.exitCode(for: error)
    let message = ReparteeCommand.fullMessage(for: error)
    guard code != .success else {
      Output.line(message)
      return 0
    }
    if code == .validationFailure {
      Output.note(message)
    } else {
      Output.note("repartee: \(error)")
    }
    return code.rawValue == 0 ? 1 : code.rawValue
  }
}
