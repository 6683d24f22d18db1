# shellcheck shell=bash
# The cache: is it ready, and making it so. Ready is decided by names, sizes and times, in a few milliseconds.

readonly step_space=800 # MB: what the hungriest step has on disk at one time

# All that the cache depends on. The flags are there since the language engine is built for this very CPU.
quick_key() { { cat "$setup"/*.* && uname -m && cpu_flags; } | sha256sum | cut -c 1-16; }

file_list() { (cd "$home" && cut -f 1 manifest.tsv | xargs -r -d '\n' stat -c '%n %s %Y' 2>/dev/null) || true; }

is_ready() {
  [[ -f $home/ready && -f $home/manifest.tsv ]] || return 1
  [[ -z ${with_aec:-} || -f $home/stamps/aec ]] || return 1
  [[ $(head -n 1 "$home/ready") == "$(quick_key)" && $(tail -n +2 "$home/ready") == "$(file_list)" ]]
}

take_lock() { # file
  exec 9>"$1"
  flock -n 9 && return
  say 'another ./repartee is busy with the same folder; waiting for it'
  flock 9
}

drop_lock() { exec 9>&-; }

# Takes away what does not have the manifest's checksum, so that its step runs again.
drop_damaged() {
  [[ -f $home/manifest.tsv ]] || return 0
  local path
  while IFS= read -r path; do
    say "$path is damaged or gone; making it anew"
    rm -f "$home/$path"
  done < <(cd "$home" && awk -F '\t' '{ print $3 "  " $1 }' manifest.tsv |
    LC_ALL=C sha256sum -c --quiet 2>/dev/null | sed -n 's/: FAILED.*$//p')
}

drop_leftovers() {
  find "$home" \( -name '*.new' -o -name '.unpack-*' -o -name '.making-*' \) -prune -exec rm -rf {} +
}

prepare_home() {
  if is_ready; then return 0; fi
  check_swift # Now, rather than after all the downloads.
  check_system
  check_cpu
  check_writable "$home"
  take_lock "$home/lock"
  if ! is_ready; then # Another ./repartee may have done it while we waited.
    install_packages "$home"
    drop_leftovers
    drop_damaged
    run_steps
    rm -rf "$home/work" "$home/partial"
    printf '%s\n%s\n' "$(quick_key)" "$(file_list)" >"$home/ready.new"
    mv "$home/ready.new" "$home/ready"
    say "models and libraries are ready in $home ($(du -sh "$home" | cut -f 1))"
  fi
  drop_lock
}
