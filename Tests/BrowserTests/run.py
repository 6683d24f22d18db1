#!/usr/bin/env python3
"""The page in a real browser: an agent is served, talked with and interrupted, and what the page got is checked.

    run.py --program .build/release/repartee [--shots DIR]

Exits with 0 when all of it holds, 1 when something does not, and 77 when there is no browser here.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import browser
import talk

LONG = ("Good morning and welcome. Before we begin, please listen to these notes. We are open on weekdays from eight "
        "until five, and there is parking behind the building. Bring your insurance card and a list of your medicines. "
        "Please come ten minutes early, so that we can prepare your papers. Thank you for your patience today.")
QUESTION = "What time do you open on Saturday?"


class Server:
    """`repartee serve` on a free port of this machine."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, "serve", "--port", "0", "--udp-port", "0", *options],
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = re.search(r"https?://\S+", line).group() + "/"

    def __enter__(self):
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(self.url + "readyz", timeout=5)
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
    def __init__(self):
        self.failed = 0

    def __call__(self, sentence, holds, seen=""):
        self.failed += not holds
        print(f"{'ok    ' if holds else 'FAILED'} {sentence}{'' if holds else f': {seen}'}", flush=True)


def transcribe(program, path):
    return subprocess.run([program, "transcribe", path], capture_output=True, text=True, check=True).stdout


def conversation(program, folder, shots, check):
    with Server(program) as server:
        seen = talk.talk(server.url, f"{folder}/question.wav", 16, shots, "talk")
        time.sleep(0.5)
        left = [one for one in talk.fetch(server.url + "v1/sessions")["sessions"] if one.get("state") != "ended"]
        journal = next((link for link in seen["downloads"] if link.endswith("journal")), None)
        size = len(urllib.request.urlopen(server.url.rstrip("/") + journal).read()) if journal else 0
    lines = seen["lines"]
    agent = [line["text"] for line in lines if line["who"] == "agent"]
    caller = [line["text"] for line in lines if line["who"] == "user"]
    check("the agent greets and answers", len(agent) >= 2, lines)
    check("the caller's words are shown", caller and word_errors(words(QUESTION), words(caller[0])) <= 1, caller)
    check("the reply has a waterfall with a sum", any(line["rows"] >= 2 and line["sum"] for line in lines), lines)
    check("nothing is struck through", not any(line["cut"] for line in lines), lines)
    check("one session runs during the call and none after it", len(seen["sessions"]) == 1 and not left,
          (seen["sessions"], left))
    check("the journal can be downloaded", size > 1000, journal)
    check("no problem is shown and the console is silent", not seen["problem"] and not seen["complaints"],
          (seen["problem"], seen["complaints"]))
    path = f"{folder}/received.wav"
    talk.write_wav(path, seen["audio"])
    spoken, heard = words(" ".join(agent)), words(transcribe(program, path))
    errors = word_errors(spoken, heard)
    check(f"what the page received is what it shows ({errors} of {len(spoken)} words differ)",
          errors <= max(2, len(spoken) // 8), (spoken, heard))
    print(f"       {seen['figures']}")


def interruption(program, folder, shots, check):
    agent = f"{folder}/long.yaml"
    with open(agent, "w", encoding="utf-8") as file:
        file.write(f"name: Long\ninstructions: You answer for a dentist. Saturday hours are nine to one.\ngreeting: {LONG}\n")
    with Server(program, "--agent", agent) as server:
        seen = talk.talk(server.url, f"{folder}/question.wav", 14, shots, "interrupt")
    cut = [line for line in seen["lines"] if line["cut"]]
    check("the greeting is cut, and what was not heard is struck through", len(cut) == 1, seen["lines"])
    if cut:
        whole = words(cut[0]["text"] + " " + cut[0]["cut"])
        check("heard and struck words are the greeting", whole == words(LONG), whole)
    messages = seen["messages"]
    clear = next((one["at"] for one in messages if one["text"] and '"clear"' in one["text"]), None)
    check("the page was told to drop what had not sounded", clear is not None)
    check("the question is answered afterwards", any(line["who"] == "agent" and not line["cut"] and line["text"]
                                                     for line in seen["lines"][1:]), seen["lines"])
    check("the console is silent", not seen["complaints"], seen["complaints"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--shots")
    options = parser.parse_args()
    if not browser.find():
        print("skipped: there is no Chromium here (Debian: apt-get install chromium)")
        return 77
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="repartee-talk-") as folder:
        subprocess.run([options.program, "say", QUESTION, "--out", f"{folder}/said.wav"], check=True, stdout=subprocess.DEVNULL)
        talk.padded(f"{folder}/question.wav", f"{folder}/said.wav", 7, 20)
        conversation(options.program, folder, options.shots, check)
        interruption(options.program, folder, options.shots, check)
    print(f"{'all of it holds' if not check.failed else f'{check.failed} do not hold'}")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
