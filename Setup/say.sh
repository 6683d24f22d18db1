# shellcheck shell=bash
# What set-up says. All of it goes to standard error: standard output belongs to the command that runs.

# One line for a thing that takes a while.
say() { printf 'repartee: %s\n' "$*" >&2; }

# One line that says what is wrong and what to do, and the end.
fail() {
  printf 'repartee: %s\n' "$*" >&2
  exit 1
}

# Runs a command into a log; when it fails, says so in one line that names the log.
logged() { # what, log, command…
  local what=$1 log=$2
  shift 2
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || fail "$what failed: $(why "$log"); all of it is in $log"
}

# The first line of a log that looks like a reason.
why() {
  local line
  if grep -qiE 'NewConnectionError|ConnectTimeout|(not|failure) (in name )?resol|Network is unreachable|Connection refused' "$1"; then
    printf 'no network (or a wrong mirror or proxy setting); check it and run the same command again'
    return
  fi
  line=$(grep -iE 'error|fatal|no space|not found|unable' "$1" | head -n 1 || true)
  [[ -n $line ]] || line=$(tail -n 1 "$1")
  printf '%.160s' "$line"
}
