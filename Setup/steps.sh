# shellcheck shell=bash
# The steps of set-up. Each has a stamp: a line with the key of all it was made from, then the manifest's rows of
# what it made. A step whose key stands and whose files are there is not run again. While it runs it has a folder
# $work of its own; one that was interrupted goes on in it.

step() { # name, key, function that prints manifest rows
  local stamp=$home/stamps/$1
  if [[ -f $stamp && $(head -n 1 "$stamp") == "$2" ]] && all_there "$stamp"; then return 0; fi
  mkdir -p "$home/stamps"
  check_space "$home" "$step_space" "set-up's next step" 'set REPARTEE_HOME to a roomier folder'
  rm -f "$stamp"
  work=$home/work/$1
  if [[ ! -f $work/key || $(<"$work/key") != "$2" ]]; then # What was begun from other things is of no use.
    rm -rf "$work"
    mkdir -p "$work"
    printf '%s\n' "$2" >"$work/key"
  fi
  { printf '%s\n' "$2" && "$3"; } >"$stamp.new"
  mv "$stamp.new" "$stamp"
  rm -rf "$work"
}

all_there() { # stamp
  local path bytes rest
  while IFS=$'\t' read -r path bytes rest; do
    [[ -n $rest && -f $home/$path && $(stat -c %s "$home/$path") == "$bytes" ]] || return 1
  done < <(tail -n +2 "$1")
}

# A manifest row for a file that was made here.
row() { # path, licence, source
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$(stat -c %s "$home/$1")" \
    "$(sha256sum "$home/$1" | cut -d ' ' -f 1)" "$2" "$3"
}

key() { printf '%s\n' "$@" | sha256sum | cut -c 1-16; }                     # of words
pins() { awk -F '\t' -v prefix="$1" 'index($7, prefix) == 1' "$setup/pins.tsv"; } # the pins below a folder

pinned() { # prefix…
  "$tools/python" -B "$setup/install.py" --home "$home" --pins "$setup/pins.tsv" --arch "$(uname -m)" "$@"
}

source_of() { pins "$1" | awk -F '\t' '{ print $1, $2 }' | sort -u | paste -sd , | sed 's/,/, /g'; }

# 1. A Python of our own with pip, cmake and ninja, and what writes the recogniser's graphs.
make_tools() {
  local python
  python=$(python)
  say 'preparing tools'
  rm -rf "$home/tools"
  logged 'making a virtual environment' "$home/logs/venv.log" "$python" -m venv "$home/tools"
  logged 'installing the tools of set-up' "$home/logs/tools.log" \
    "$tools/python" -m pip install --no-input --no-cache-dir --retries 2 --require-hashes --only-binary=:all: -r "$setup/requirements.txt"
}

# 2. Files that are used as they come.
fetch_files() {
  say 'fetching the runtime and models'
  pinned lib/ models/
}

# 3. The language model's engine.
build_llama() {
  local path source
  source="$(source_of work/llama/), built here"
  say 'building llama.cpp for this CPU (a few minutes)'
  pinned work/llama/ >/dev/null
  "$setup/llama.sh" "$work" "$home" "$tools" >&2
  while IFS= read -r path; do row "$path" MIT "$source"; done < <(
    cd "$home" && printf '%s\n' lib/librepartee_llama.a lib/pkgconfig/repartee-llama.pc include/llama/*.h)
}

# What the library depends on in its script.
llama_recipe() { sed -n '/^configure()/,/^}/p; /^merge()/,/^}/p' "$setup/llama.sh"; }

# 4. The language model, in the encoding that the engine runs fastest.
make_smollm2() {
  local model=models/smollm2/smollm2-135m-instruct-q4_0.gguf
  say 'preparing the language model'
  pinned work/smollm2/ >/dev/null
  logged 'compiling requantize.c' "$home/logs/requantize.log" \
    "$(c_compiler)" -O2 -I"$home/include/llama" "$setup/requantize.c" -o "$work/requantize" \
    -L"$home/lib" -lrepartee_llama -lstdc++ -lm -lpthread -ldl
  mkdir -p "$home/models/smollm2"
  logged 'rewriting the language model' "$home/logs/requantize.log" \
    "$work/requantize" "$work/smollm2-135m-instruct-q4_1.gguf" "$work/q4_0.gguf"
  mv "$work/q4_0.gguf" "$home/$model"
  row "$model" Apache-2.0 "$(source_of work/smollm2/), rewritten as Q4_0"
}

# 5. The recogniser's graphs, from the weights of each size.
make_whisper() { # tiny.en or base
  local name=whisper-$1 file
  say "preparing the recogniser ($name)"
  pinned "work/$name/" >/dev/null
  if [[ -f $work/model.bin.part1 ]]; then
    cat "$work/model.bin.part1" "$work/model.bin.part2" >"$work/model.bin"
  fi
  mkdir -p "$home/models"
  logged "writing $name's graphs" "$home/logs/$name.log" \
    "$tools/python" -B "$setup/whisper_graphs.py" "$work" "$home/models/$name" --name "$name"
  for file in encoder.int8.onnx decoder.int8.onnx tokenizer.json config.json; do
    row "models/$name/$file" MIT "$(source_of "work/$name/"), converted"
  done
}
make_whisper_tiny() { make_whisper tiny.en; }
make_whisper_base() { make_whisper base; }

# 6. The echo canceller, for those who ask: `./repartee setup --aec`.
build_aec() {
  say 'building the echo canceller (several minutes)'
  pinned work/aec/ >/dev/null
  "$setup/aec.sh" "$work" "$home" "$tools" >&2
  row lib/librepartee_aec.so BSD-3-Clause "$(source_of work/aec/), built here"
}

run_steps() {
  local graphs native
  native=$(native_target)
  [[ -x $tools/python ]] || rm -f "$home/stamps/tools"
  graphs=$(sha256sum "$setup/whisper_graphs.py" "$setup/requirements.txt")
  step tools "$(key "$(cat "$setup/requirements.txt")" "$("$(python)" -V)")" make_tools
  step files "$(key "$(pins lib/)" "$(pins models/)")" fetch_files
  step llama "$(key "$(pins work/llama/)" "$native" "$(llama_recipe)")" build_llama
  step smollm2 "$(key "$(pins work/smollm2/)" "$(cat "$setup/requantize.c")")" make_smollm2
  step whisper-tiny.en "$(key "$(pins work/whisper-tiny.en/)" "$graphs")" make_whisper_tiny
  step whisper-base "$(key "$(pins work/whisper-base/)" "$graphs")" make_whisper_base
  # Who asked once keeps it.
  if [[ -n ${with_aec:-} || -f $home/stamps/aec ]]; then
    step aec "$(key "$(pins work/aec/)" "$(cat "$setup"/aec*)")" build_aec
  fi
  write_manifest
}

write_manifest() {
  local name
  for name in files llama smollm2 whisper-tiny.en whisper-base aec; do
    [[ $name == aec && ! -f $home/stamps/aec ]] || tail -n +2 "$home/stamps/$name"
  done | sort >"$home/manifest.tsv.new"
  mv "$home/manifest.tsv.new" "$home/manifest.tsv"
}
