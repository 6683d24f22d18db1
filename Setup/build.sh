# shellcheck shell=bash
# One configuration for running and testing, so that the second builds only what the first did not need. Skipped
# while nothing has changed that it is made from.

readonly build_space=3000 # MB

source_key() { # run or test
  local folders=("$root/Sources")
  if [[ $1 == test ]]; then folders+=("$root/Tests"); fi
  {
    find "$root/Package.swift" "${folders[@]}" -type f -printf '%p %s %T@\n' | sort
    stat -L -c '%n %s %Y' "$(command -v swift || true)" "$home/lib/librepartee_llama.a" 2>/dev/null || true
  } | sha256sum | cut -c 1-16
}

is_built() { # run or test
  local stamp=$root/.build/repartee.$1
  [[ -x $program && -f $stamp && $(<"$stamp") == "$(source_key "$1")" ]]
}

build() { # run or test
  if is_built "$1"; then return 0; fi
  check_swift
  mkdir -p "$root/.build" 2>/dev/null || fail "cannot write to $root; use a clone of your own"
  take_lock "$root/.build/repartee.lock"
  if ! is_built "$1"; then
    if [[ ! -x $program ]]; then check_space "$root" "$build_space" 'the build'; fi
    say 'building (the first time takes several minutes)'
    local run_key test_key what=(--product repartee)
    if [[ $1 == test ]]; then what=(--build-tests); fi
    run_key=$(source_key run) test_key=$(source_key test) # Before: what changes during the build is built again.
    rm -f "$root"/.build/repartee.{run,test}
    swift build --package-path "$root" -c release -Xswiftc -enable-testing "${what[@]}" >&2 ||
      fail 'the build failed; the compiler says why above'
    printf '%s\n' "$run_key" >"$root/.build/repartee.run"
    if [[ $1 == test ]]; then printf '%s\n' "$test_key" >"$root/.build/repartee.test"; fi
  fi
  drop_lock
}
