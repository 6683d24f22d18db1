// Feeds parsers with damaged input until one traps.
//   swift run -c release fuzz [wav|journal|all] [COUNT] [FIRST]
// After a trap, run from the last number printed, with ever smaller counts, to find the input.
let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.compactMap { Int($0) }.filter { $0 >= 0 }
let names = arguments.filter { Int($0) == nil }
let chosen = Fuzzer.all.filter { names.isEmpty || names.contains("all") || names.contains($0.name) }
if chosen.isEmpty { print("There is no such parser; choose one of wav, journal, all.") }
for fuzzer in chosen {
  fuzzer.run(count: numbers.first ?? 1_000_000, first: numbers.dropFirst().first ?? 0)
}
