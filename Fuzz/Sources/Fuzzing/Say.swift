internal import Foundation

/// Prints a line at once: what follows may trap.
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
