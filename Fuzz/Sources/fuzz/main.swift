// Feeds parsers with damaged input until one traps. README.md says how.
import Fuzzing
import Foundation

exit(FuzzCommand(CommandLine.arguments.dropFirst()).run(try await Fuzzer.all()))
