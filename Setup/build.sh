# shellcheck shell=bash
# One build for running and testing, skipped while no source has changed.

readonly build_space=3000 # MB

source_key() {
  {
    find "$root/Package.swift" "$root/Sources" "$root/Tests" -type f -printf '%p %s %T@\n' | sort
    stat -L -c '%n %s %Y' "$(command -v swift || true)" "$home/lib/librepartee_llama.a" 2>/dev/null || true
  } | sha256sum | cut -c 1-16
}

is_built() { [[ -x $program && -f $built && $(<"$built") == "$(source_key)" ]]; }

build() {
  if is_built; then return 0; fi
  check_swift
  mkdir -p "$root/.build" || fail "cannot write to $root/.build; use a clone of your own"
  take_lock "$root/.build/repartee.lock"
  if ! is_built; then
    if [[ ! -x $program ]]; then check_space "$root" "$build_space" 'the build'; fi
    say 'building (the first time takes several minutes)'
    local key
    key=$(source_key) # Before the build: a source that changes while it runs is built again.
    rm -f "$built"
    swift build --package-path "$root" -c release --build-tests >&2 ||
      fail 'the build failed; the compiler says why above'
    printf '%s\n' "$key" >"$built.new"
    mv "$built.new" "$built"
  fi
  drop_lock
}
