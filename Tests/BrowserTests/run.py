#!/usr/bin/env python3
"""The page in a real browser: an agent is served, talked with and interrupted, and what the page got is checked.

    run.py --program .build/release/repartee [--transport websocket] [--shots FOLDER]

Exits with 0 when all of it holds, 1 when something does not, and 77 when there is no browser to do it with.
"""
import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

try:
    import converse
    import sound
    from devtools import chromium
except ImportError as missing:
    print(f"skipped: Python has no module {missing.name} (pip install websockets)")
    sys.exit(77)

LONG = ("Good morning and welcome. Before we begin, please listen to these notes. We are open on weekdays from eight "
        "until five, and there is parking behind the building. Bring your insurance card and a list of your medicines. "
        "Please come ten minutes early, so that we can prepare your papers. Thank you for your patience today.")
QUESTION = "What time do you open on Saturday?"
# From the caller's first sound in the page to the last of the agent's: the pause, the message, the buffer.
STOP_MILLISECONDS = 400


class Server:
    """`repartee serve` on a free port of this machine."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--udp-port", "0", *options], stdout=subprocess.PIPE, text=True)
        self.url = re.search(r"https?://\S+", self.process.stdout.readline()).group() + "/"

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read()

    def running(self):
        return [one for one in json.loads(self.get("v1/sessions"))["sessions"] if one["state"] == "active"]

    def __enter__(self):
        end = time.monotonic() + 60
        while True:
            try:
                self.get("readyz")
                return self
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def word_errors(spoken, heard):
    """Substitutions, insertions and deletions that make one list of words the other."""
    row = list(range(len(heard) + 1))
    for index, word in enumerate(spoken, 1):
        last, row[0] = row[0], index
        for place, other in enumerate(heard, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (word != other))
    return row[-1]


class Checks:
    failed = 0

    def __call__(self, sentence, holds, seen=""):
        self.failed += not holds
        print(f"{'ok    ' if holds else 'FAILED'} {sentence}{'' if holds else f': {seen}'}", flush=True)


def said(report, role):
    return [entry["text"] for entry in report["captions"] if entry["role"] == role]


def conversation(options, folder, check):
    with Server(options.program) as server:
        report = asyncio.run(converse.converse(
            server.url, options.transport, f"{folder}/question.wav", 16, options.shots, f"{folder}/talk", "talk"))
        left = server.running()
    agent, caller = said(report, "agent"), said(report, "user")
    check("the agent greets and answers", len(agent) >= 2, report["captions"])
    check("the caller's words are shown", caller and word_errors(words(QUESTION), words(caller[0])) <= 1, caller)
    check(f"the reply has a waterfall, {report['waterfalls']}", bool(report["waterfalls"]))
    check("nothing is struck through", not report["struck"], report["struck"])
    check("hanging up frees the session", not left, left)
    sizes = report["files"].values()
    check("recording and journal can be downloaded", all(isinstance(size, int) and size > 1000 for size in sizes),
          report["files"])
    check("no failure is shown and the console has no errors", not report["failure"] and not report["errors"],
          (report["failure"], report["errors"]))
    heard = subprocess.run([options.program, "transcribe", report["received"]], capture_output=True, text=True, check=True)
    spoken, heard = words(" ".join(agent)), words(heard.stdout)
    errors = word_errors(spoken, heard)
    check(f"what the page received is what it shows ({errors} of {len(spoken)} words differ)",
          errors <= max(2, len(spoken) // 8), (spoken, heard))


def interruption(options, folder, check):
    agent = f"{folder}/long.yaml"
    with open(agent, "w", encoding="utf-8") as file:
        file.write("name: Long\ninstructions: You answer for a dentist. Saturday hours are nine to one.\n"
                   f"greeting: {LONG}\n")
    with Server(options.program, "--agent", agent) as server:
        report = asyncio.run(converse.converse(
            server.url, options.transport, f"{folder}/question.wav", 15, options.shots, f"{folder}/cut", "cut"))
    struck = report["struck"]
    check("the greeting is cut, and what was not heard is struck through", len(struck) == 1, report["captions"])
    whole = words(f"{said(report, 'agent')[0]} {struck[0] if struck else ''}")
    check("heard and struck words are the greeting", whole == words(LONG), whole)
    stop = report["stop_ms"]
    check(f"the voice stopped {stop} ms after the caller began (at most {STOP_MILLISECONDS})",
          stop is not None and stop <= STOP_MILLISECONDS)
    check("the question is answered afterwards", len(said(report, "agent")) >= 2, report["captions"])
    check("the console has no errors", not report["errors"], report["errors"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--transport", choices=["webrtc", "websocket"], default="websocket")
    parser.add_argument("--shots")
    options = parser.parse_args()
    if not chromium():
        print("skipped: there is no Chromium here (Debian: apt-get install chromium)")
        return 77
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="repartee-talk-") as folder:
        subprocess.run([options.program, "say", QUESTION, "--out", f"{folder}/said.wav"], check=True,
                       stdout=subprocess.DEVNULL)
        rate, (samples,) = sound.read(f"{folder}/said.wav")
        # The greeting has seven seconds.
        sound.write(f"{folder}/question.wav", rate, sound.silence(rate, 7) + samples + sound.silence(rate, 20))
        conversation(options, folder, check)
        interruption(options, folder, check)
    print("all of it holds" if not check.failed else f"{check.failed} do not hold")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
