# shellcheck shell=bash
# The compiler for the native library: the system's, or the one that comes with Swift.

c_compiler() { command -v gcc || command -v clang || true; }
cxx_compiler() { command -v g++ || command -v clang++ || true; }

# Everything the compiler knows of this CPU and of itself: a library built for one is no good on another.
native_target() { "$(c_compiler)" -march=native -dM -E -x c /dev/null | sha256sum | cut -c1-16; }
