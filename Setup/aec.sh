#!/usr/bin/env bash
# Builds the echo canceller of webrtc-audio-processing (AEC3) as one shared library behind our own C functions.
#   aec.sh WORK HOME TOOLS      (WORK has the folder source; TOOLS has python and ninja)
# Only for those who ask: browsers and telephones cancel their own echo, and it takes minutes to build.
set -euo pipefail
trap "exit 130" INT
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=Setup/say.sh
source "$here/say.sh"
# shellcheck source=Setup/compiler.sh
source "$here/compiler.sh"

source=$1/source build=$1/build meson=$1/meson home=$2 tools=$3
log=$home/logs/aec.log

get_meson() {
  rm -rf "$meson"
  "$tools/python" -m pip install --no-input --no-cache-dir --retries 2 --require-hashes --only-binary=:all: \
    --target "$meson" -r "$here/aec_requirements.txt"
}

# All that it needs is in its folder: nothing may be downloaded.
configure() {
  PYTHONPATH=$meson PATH=$tools:$PATH CC=$(c_compiler) CXX=$(cxx_compiler) \
    "$tools/python" -m mesonbuild.mesonmain setup --buildtype=release --default-library=static \
    --wrap-mode=nodownload -Db_staticpic=true -Db_ndebug=true -Dwarning_level=0 "$build" "$source"
}

compile() {
  PYTHONPATH=$meson PATH=$tools:$PATH nice -n 10 "$tools/ninja" -C "$build" \
    webrtc/modules/audio_processing/libwebrtc-audio-processing-2.a
}

link() {
  local archives
  mapfile -t archives < <(find "$build" -name 'lib*.a' | sort)
  "$(cxx_compiler)" -std=c++20 -O2 -fPIC -shared -fvisibility=hidden \
    -DWEBRTC_LIBRARY_IMPL -DWEBRTC_LINUX -DWEBRTC_POSIX \
    -I"$source" -I"$source/webrtc" -I"$(echo "$source"/subprojects/abseil-cpp-*)" "$here/aec_wrapper.cpp" \
    -Wl,--gc-sections -Wl,--exclude-libs,ALL -Wl,--start-group "${archives[@]}" -Wl,--end-group \
    -Wl,-z,defs -s -lm -lpthread -o "$build/librepartee_aec.so"
}

main() {
  logged 'fetching meson' "$home/logs/aec-tools.log" get_meson
  # What was interrupted goes on where it was.
  if [[ ! -f $build/build.ninja ]]; then logged 'configuring the echo canceller' "$log" configure; fi
  logged 'building the echo canceller' "$log" compile
  logged 'linking the echo canceller' "$home/logs/aec-link.log" link
  mkdir -p "$home/lib"
  mv "$build/librepartee_aec.so" "$home/lib/librepartee_aec.so"
}

main
