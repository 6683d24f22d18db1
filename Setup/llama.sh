#!/usr/bin/env bash
# Builds llama.cpp as one static archive for this very CPU.
#   llama.sh WORK HOME TOOLS      (WORK has the folder source; TOOLS has cmake and ninja)
# Only the library: no OpenMP (its spinning threads starve the audio path), no network, no tools, no server.
set -euo pipefail
trap "exit 130" INT
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Setup/say.sh
source "$here/say.sh"
# shellcheck source=Setup/compiler.sh
source "$here/compiler.sh"

source=$1/source build=$1/build home=$2 tools=$3
log=$home/logs/llama.log

configure() {
  "$tools/cmake" -S "$source" -B "$build" -G Ninja \
    -DCMAKE_MAKE_PROGRAM="$tools/ninja" \
    -DCMAKE_C_COMPILER="$(c_compiler)" -DCMAKE_CXX_COMPILER="$(cxx_compiler)" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_UNITY_BUILD=ON \
    -DBUILD_SHARED_LIBS=OFF -DGGML_NATIVE=ON -DGGML_OPENMP=OFF -DGGML_CCACHE=OFF \
    -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_COMMON=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF \
    -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_APP=OFF \
    -DLLAMA_BUILD_NUMBER=0 -DLLAMA_BUILD_COMMIT=pinned -DGIT_EXE=/bin/false -DGIT_EXECUTABLE=/bin/false
}

# Ninja's "[12/52]" as a line that counts up on a terminal, and as one line every quarter in a log.
show_progress() {
  local line made all quarter=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    made=${BASH_REMATCH[1]} all=${BASH_REMATCH[2]}
    if [[ -t 2 ]]; then
      printf '\r\033[K  llama.cpp: %s of %s' "$made" "$all" >&2
    elif ((made * 4 / all > quarter)); then
      quarter=$((made * 4 / all))
      printf '  llama.cpp: %s of %s\n' "$made" "$all" >&2
    fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# The archives of the build in one, without debug information.
merge() {
  local merged=$build/merged.a
  rm -f "$merged"
  (
    cd "$build"
    printf '%s\n' 'CREATE merged.a' 'ADDLIB src/libllama.a' 'ADDLIB ggml/src/libggml.a' \
      'ADDLIB ggml/src/libggml-cpu.a' 'ADDLIB ggml/src/libggml-base.a' 'SAVE' 'END' | ar -M
  )
  strip --strip-debug "$merged"
}

# A header that has not changed keeps its time, so that nothing is compiled again for it.
put_headers() {
  local header new
  mkdir -p "$home/include/llama"
  for header in "$source/include/llama.h" "$source"/ggml/include/{ggml,ggml-alloc,ggml-backend,ggml-cpu,ggml-opt,gguf}.h; do
    new=$home/include/llama/${header##*/}
    if cmp -s "$header" "$new"; then continue; fi
    cp "$header" "$new.new"
    mv "$new.new" "$new"
  done
}

# Relative to the file itself, so that the whole cache can be moved.
put_pkgconfig() {
  mkdir -p "$home/lib/pkgconfig"
  # shellcheck disable=SC2016 # pkg-config expands it.
  printf '%s\n' 'prefix=${pcfiledir}/../..' 'Name: repartee-llama' 'Description: llama.cpp as one static archive' \
    'Version: 1' 'Cflags: -I"${prefix}/include/llama"' \
    'Libs: -L"${prefix}/lib" -lrepartee_llama -lstdc++ -lm -lpthread -ldl' >"$home/lib/pkgconfig/repartee-llama.pc.new"
  mv "$home/lib/pkgconfig/repartee-llama.pc.new" "$home/lib/pkgconfig/repartee-llama.pc"
}

main() {
  logged 'configuring llama.cpp' "$log" configure
  nice -n 5 "$tools/ninja" -C "$build" llama 2>&1 | show_progress ||
    fail "building llama.cpp failed: $(why "$log"); all of it is in $log"
  logged 'packing llama.cpp' "$home/logs/llama-pack.log" merge
  put_headers
  put_pkgconfig
  mv "$build/merged.a" "$home/lib/librepartee_llama.a"
}

main
