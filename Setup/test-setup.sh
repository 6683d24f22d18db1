#!/usr/bin/env bash
# Tests of the launcher and of set-up. They need no network, touch no real cache and take seconds.
# shellcheck disable=SC2016 # What stands in single quotes here is for other shells to expand.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
scratch=$(mktemp -d)
trap 'umount "$scratch/small" 2>/dev/null; rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

pass() { passed=$((passed + 1)); }
miss() { # name, what was seen
  failed=$((failed + 1))
  printf 'FAILED: %s\n%s\n' "$1" "$2" | sed '2,$s/^/    /' >&2
}
skip() {
  skipped=$((skipped + 1))
  printf 'skipped: %s (%s)\n' "$1" "$2" >&2
}

# A command must fail with exactly one line, which matches.
refuses() { # name, pattern, command…
  local name=$1 pattern=$2 status=0 output
  shift 2
  output=$("$@" 2>&1 >/dev/null </dev/null) || status=$?
  if ((status != 0)) && [[ $output != *$'\n'* && $output =~ ^repartee:\ $pattern ]]; then
    pass
  else
    miss "$name" "status $status: $output"
  fi
}

accepts() { # name, command…
  local name=$1 output
  shift
  if output=$("$@" 2>&1 </dev/null); then pass; else miss "$name" "$output"; fi
}

same() { # name, what it should be, what it is
  if [[ $2 == "$3" ]]; then pass; else miss "$1" "expected '$2', got '$3'"; fi
}

# A folder of commands that stand in for the machine's own.
fake() { # folder, command, script
  mkdir -p "$scratch/$1"
  printf '#!/bin/bash\n%s\n' "$3" >"$scratch/$1/$2"
  chmod +x "$scratch/$1/$2"
}

# The launcher with fakes first on PATH and a cache of its own.
launch() { # folder of fakes, arguments…
  local fakes=$scratch/$1
  shift
  HOME=$scratch/user REPARTEE_HOME=${cache:-$scratch/cache} PATH=$fakes:$PATH "$root/repartee" "$@"
}

# A line of code with the parts of set-up loaded.
with_parts() { # code
  env root="$root" setup="$root/Setup" home="${cache:-$scratch/cache}" bash -euo pipefail -c '
    for part in say checks compiler packages steps home build; do source "$setup/$part.sh"; done
    '"$1"
}

good_swift='echo "Swift version 6.3.1 (swift-6.3.1-RELEASE)"'
mkdir -p "$scratch/user"

# --- the machine ---
fake old-swift swift 'echo "Swift version 5.10.1 (swift-5.10.1-RELEASE)"'
refuses 'an old Swift' 'Swift 5.10.1 is too old, 6.2 is the least; install' launch old-swift setup

fake broken-swift swift 'exit 1'
refuses 'a Swift that does not run' "'swift --version' does not work here" launch broken-swift setup

mkdir -p "$scratch/bare"
for tool in bash dirname readlink env cat; do ln -s "$(command -v "$tool")" "$scratch/bare/"; done
refuses 'no Swift' 'there is no Swift; install Swift 6.2 or newer' \
  with_parts "swift_folders=(); PATH=$scratch/bare; find_swift; check_swift"

fake mac swift "$good_swift"
fake mac uname 'echo Darwin'
refuses 'another system' 'this is Darwin, and set-up knows Linux only' launch mac setup

fake musl swift "$good_swift"
fake musl getconf 'exit 1'
refuses 'no glibc' 'this Linux has no glibc' launch musl setup

fake old-glibc swift "$good_swift"
fake old-glibc getconf 'echo "glibc 2.27"'
refuses 'an old glibc' 'glibc 2.27 is too old, 2.28 is the least' launch old-glibc setup

fake risc swift "$good_swift"
fake risc uname '[[ $1 == -m ]] && echo riscv64 || echo Linux'
refuses 'another CPU' 'the CPU is a riscv64' launch risc setup

refuses 'a CPU without SSE4.2' 'this CPU lacks SSE4.2' \
  with_parts 'uname() { echo x86_64; }; cpu_flags() { echo "flags: sse sse2"; }; check_cpu'
accepts 'a CPU with AVX2' with_parts 'uname() { echo x86_64; }; cpu_flags() { echo "flags: sse4_2 avx2"; }; check_cpu'
accepts 'an aarch64 CPU' with_parts 'uname() { echo aarch64; }; check_cpu'

fake here swift "$good_swift"
cache=/proc/repartee refuses 'a cache that cannot be written' 'cannot write to /proc/repartee' launch here setup

fake full swift "$good_swift"
fake full df 'printf "Filesystem 1M-blocks Used Available Capacity Mounted\nx 10 5 5 50%% /\n"'
refuses 'a full disk' "$scratch/cache has 5 MB free and set-up's next step needs 800 MB; free some space" \
  launch full setup

refuses 'missing packages and no apt' 'missing: g\+\+ \(Debian' \
  with_parts 'missing_packages() { echo g++; }; command() { [[ $2 != apt-get ]]; }; install_packages "$home"'

printf 'x\nTemporary failure resolving host\n' >"$scratch/offline.log"
refuses 'no network' 'updating failed: no network' with_parts "logged updating $scratch/out.log cat $scratch/offline.log no-such-file"
printf 'one\nfatal: the reason\ntwo\n' >"$scratch/failed.log"
refuses 'a failed command' 'working failed: fatal: the reason; all of it is in' \
  with_parts "logged working $scratch/out.log cat $scratch/failed.log no-such-file"

# --- the stages ---
accepts 'help without set-up' launch old-swift help

busy=$scratch/busy
mkdir -p "$busy"
flock "$busy/lock" sleep 1 &
sleep 0.2
same 'waits for another one' 'repartee: another ./repartee is busy with the same folder; waiting for it' \
  "$(with_parts "take_lock $busy/lock" 2>&1)"
wait

count_step='make() { echo ran >>"$home/count"; echo x >"$home/made"; row made MIT here; }; step one'
cache=$scratch/steps
mkdir -p "$cache"
with_parts "$count_step key make; $count_step key make"
same 'a step runs once' 1 "$(wc -l <"$cache/count")"
with_parts "$count_step other make"
same 'a step runs again for another key' 2 "$(wc -l <"$cache/count")"
rm "$cache/made"
with_parts "$count_step other make"
same 'a step runs again when its file is gone' 3 "$(wc -l <"$cache/count")"
with_parts 'make() { return 1; }; step bad key make' 2>/dev/null || true
same 'a step that failed has no stamp' no "$([[ -f $cache/stamps/bad ]] && echo yes || echo no)"

sha=$(sha256sum "$cache/made" | cut -d ' ' -f 1)
printf 'made\t2\t%s\tMIT\there\n' "$sha" >"$cache/manifest.tsv"
with_parts 'printf "%s\n%s\n" "$(quick_key)" "$(file_list)" >"$home/ready"'
accepts 'a cache that is ready' with_parts is_ready
touch -d '2020-01-01' "$cache/made"
refuses_ready() { if with_parts is_ready; then miss "$1" 'is_ready said yes'; else pass; fi; }
refuses_ready 'a cache with a touched file'
same 'an undamaged file stays' '' "$(with_parts drop_damaged 2>&1)"
echo y >"$cache/made"
same 'a damaged file is named' 'repartee: made is damaged or gone; making it anew' "$(with_parts drop_damaged 2>&1)"
same 'a damaged file is taken away' no "$([[ -f $cache/made ]] && echo yes || echo no)"
refuses_ready 'a cache with a file missing'
unset cache

# --- fetching ---
python=$(for candidate in "${REPARTEE_HOME:-$HOME/.cache/repartee}/tools/bin/python" python3; do
  if "$candidate" -c 'import pip, sys; sys.exit(int(pip.__version__.split(".")[0]) < 25)' 2>/dev/null; then
    echo "$candidate"
    break
  fi
done)
if [[ -z $python ]]; then
  skip 'fetching' 'no Python with pip 25 or newer; run ./repartee setup first'
else
  accepts 'fetching: test_fetch.py' "$python" -B "$root/Setup/test_fetch.py"
fi

mkdir -p "$scratch/small"
if [[ -z $python ]] || ! mount -t tmpfs -o size=1m none "$scratch/small" 2>/dev/null; then
  skip 'a disk that fills while unpacking' 'needs root and pip'
else
  head -c 3000000 /dev/zero >"$scratch/big"
  (cd "$scratch" && "$python" -m zipfile -c big-1.0-py3-none-any.whl big)
  { printf 'big\t1.0\tbig-1.0-py3-none-any.whl\tany\t%s\t' \
    "$(sha256sum "$scratch/big-1.0-py3-none-any.whl" | cut -d ' ' -f 1)" &&
    printf 'big\tmodels/big\t%s\tMIT\n' "$(sha256sum "$scratch/big" | cut -d ' ' -f 1)"; } >"$scratch/pins.tsv"
  mkdir -p "$scratch/small/partial"
  "$python" - "$scratch" <<'PYTHON'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/big-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as file:
    file.write(sys.argv[1] + "/big", "big")
PYTHON
  sed -i "s/\tany\t[0-9a-f]*\t/\tany\t$(sha256sum "$scratch/big-1.0-py3-none-any.whl" | cut -d ' ' -f 1)\t/" "$scratch/pins.tsv"
  cp "$scratch/big-1.0-py3-none-any.whl" "$scratch/small/partial/"
  refuses 'a disk that fills while unpacking' 'No space left on device' env PIP_NO_INDEX=1 \
    "$python" -B "$root/Setup/install.py" --home "$scratch/small" --pins "$scratch/pins.tsv" --arch x86_64 models/
  same 'nothing half-written stays' '' "$(ls "$scratch/small/models")"
fi

printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
((failed == 0))
