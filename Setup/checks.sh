# shellcheck shell=bash
# What the machine must be. Each check is silent or ends with one line.

readonly least_swift=6.2
readonly least_glibc=2.28 # what the pinned ONNX Runtime was linked against
readonly least_python=3.11
swift_folders=("${HOME:-/nonexistent}/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin)

at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]; } # version, minimum

# The processor's instruction sets, one line.
cpu_flags() { grep -m 1 -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null || true; }

check_system() {
  [[ $(uname -s) == Linux ]] ||
    fail "this is $(uname -s), and set-up knows Linux only; use a Linux machine, a container or a virtual machine"
  local glibc
  glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null || true)
  [[ $glibc == glibc* ]] ||
    fail "this Linux has no glibc (musl?), which ONNX Runtime needs; use Debian 12, Ubuntu 24.04 or the like"
  at_least "${glibc#glibc }" "$least_glibc" ||
    fail "$glibc is too old, $least_glibc is the least; use Debian 12, Ubuntu 24.04 or newer"
}

check_cpu() {
  case $(uname -m) in
    x86_64)
      [[ $(cpu_flags) == *sse4_2* ]] ||
        fail "this CPU lacks SSE4.2, which the models' kernels need; use an x86-64 CPU of 2011 or later, or aarch64"
      [[ $(cpu_flags) == *avx2* ]] ||
        say "this CPU lacks AVX2: everything works, but replies will be several times slower"
      ;;
    aarch64) ;;
    *) fail "the CPU is a $(uname -m), and there are models' kernels for x86_64 and aarch64 only; use one of those" ;;
  esac
}

# Room for what is about to be written.
check_space() { # folder, megabytes, what for
  local folder=$1 need=$2 free
  while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
  free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
  ((free >= need)) ||
    fail "$folder has $free MB free and $3 needs $need MB; free some space${4:+, or $4}"
}

check_writable() { # folder
  mkdir -p "$1" 2>/dev/null || true
  [[ -d $1 && -w $1 ]] || fail "cannot write to $1; set REPARTEE_HOME to a folder of yours"
}

# Finds Swift also where its installers put it without touching PATH.
find_swift() {
  local folder
  if command -v swift >/dev/null; then return 0; fi
  for folder in "${swift_folders[@]}"; do
    if [[ -x $folder/swift ]]; then
      PATH=$folder:$PATH
      return 0
    fi
  done
}

check_swift() {
  local version
  command -v swift >/dev/null ||
    fail "there is no Swift; install Swift $least_swift or newer from swift.org/install and put it on PATH"
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)+).*/\1/p' || true)
  [[ -n $version ]] ||
    fail "'swift --version' does not work here ($(command -v swift)); install Swift $least_swift or newer from swift.org/install"
  at_least "$version" "$least_swift" ||
    fail "Swift $version is too old, $least_swift is the least; install a newer one from swift.org/install"
}
