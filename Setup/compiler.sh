# shellcheck shell=bash
# The compiler for the native library: the system's, or the one that comes with Swift.

c_compiler() { command -v gcc || command -v clang || true; }
# A compiler without its headers is of no use.
can_compile() {
  [[ -n $(cxx_compiler) ]] &&
    printf '#include <vector>\nint main() {}\n' | "$(cxx_compiler)" -x c++ - -o /dev/null 2>/dev/null
}
cxx_compiler() { command -v g++ || command -v clang++ || true; }

# Everything the compiler knows of this CPU and of itself: a library built for one is no good on another.
native_target() { "$(c_compiler)" -march=native -dM -E -x c /dev/null | sha256sum | cut -c1-16; }
