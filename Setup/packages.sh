# shellcheck shell=bash
# The few system packages that set-up needs. Asked for by what they do, so that any way of having it is fine.

python() { # the first Python that is new enough and can make virtual environments
  local candidate
  for candidate in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c '
import sys, venv, ensurepip
sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

missing_packages() {
  [[ -n $(python) ]] || printf '%s\n' python3 python3-venv
  if ! can_compile; then printf '%s\n' g++; fi
  if ! command -v git >/dev/null; then printf '%s\n' git ca-certificates; fi
  if ! command -v ar >/dev/null; then printf '%s\n' binutils; fi
  if ! command -v pkg-config >/dev/null; then printf '%s\n' pkg-config; fi
  missing_libraries
}

# What WebRTC is made of: DTLS, SRTP and Opus.
missing_libraries() {
  local name
  for name in openssl:libssl-dev libsrtp2:libsrtp2-dev opus:libopus-dev; do
    pkg-config --exists "${name%%:*}" 2>/dev/null || printf '%s\n' "${name##*:}"
  done
}

install_packages() { # home
  local missing=() privilege=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    fail "missing: ${missing[*]} (Debian's names); install them with this system's package manager"
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "missing: ${missing[*]}; run as root: apt-get install ${missing[*]}"
    privilege=(sudo)
    if [[ ! -t 0 ]]; then privilege=(sudo -n); fi
  fi
  say "installing ${missing[*]}"
  logged "apt-get update" "$1/logs/apt-update.log" \
    "${privilege[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update
  logged "apt-get install ${missing[*]}" "$1/logs/apt.log" \
    "${privilege[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "${missing[@]}"
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) ||
    fail "apt-get ran, and still missing: ${missing[*]}; Python must be $least_python or newer"
}
