// Nothing is imported from here: the target exists for its linker flags.
