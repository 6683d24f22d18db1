public import ArgumentParser

/// The command line.
public struct ReparteeCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "repartee",
    abstract: "Real-time voice agents on your own machine.",
    subcommands: [
      DemoCommand.self, ServeCommand.self, ConverseCommand.self, TranscribeCommand.self,
      SayCommand.self,
      VoiceCommand.self, TurnCommand.self, ChatCommand.self, ReplayCommand.self,
      ModelsCommand.self, DoctorCommand.self, EvaluateCommand.self, BenchCommand.self,
      CostCommand.self, VersionCommand.self,
    ])

  public init() {}
}
