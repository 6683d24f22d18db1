// Feeds what a server and its commands read with damaged input until one traps. README.md says how.
import Foundation
import Fuzzing

exit(FuzzCommand(CommandLine.arguments.dropFirst()).run(Fuzzer.all))
