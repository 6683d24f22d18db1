"""Conversations with a real server from a real browser and from two other peers; a table, and 1 when one fails.

    run.py --server .build/release/repartee [--shots FOLDER] [--only webrtc|websocket|peers|failures] [--keep FOLDER]

What the machine does not have (Chromium, aiortc, websockets) is skipped aloud.
"""
import argparse
import asyncio
import importlib.util
import json
import pathlib
import shutil
import sys
import tempfile

import sound
import words
from server import Program, Server

QUESTION = "What time do you open on Saturday?"
# Long enough to be interrupted with certainty.
TALKATIVE = (
    "Hello and welcome to Maple Street Dental, the friendliest practice in town. Before we begin I would like to tell "
    "you about our winter offers, our parking, our opening hours and the names of all our dentists, one after another.")
INTERRUPTIONS = {
    "barge-in": "Sorry, wait, please stop. I have a question.",
    # A pause after the first word, and then a word run into the next.
    "hesitation": "Sorry but I only want to know whether you are open tomorrow.",
}
# In the middle of a later sentence. In the first seconds of a call without any echo Chromium's canceller takes the
# caller for one and leaves pieces of their words.
INTERRUPTION_AT = 10
# Two errors in a reply of six words are still the same reply.
MOST_ERRORS = 0.35
# From the caller's first sound in the page to the agent's last: 150 ms in the engine (docs/turns.md), and what
# the browser holds of either side: 20 ms frames, its own echo canceller, 60 to 100 ms of jitter buffer.
MOST_STOP_MS = 450


def find_missing():
    missing = {}
    if importlib.util.find_spec("websockets") is None:
        missing["browser"] = missing["websockets"] = "the Python package websockets"
    else:
        from devtools import chromium
        if not chromium():
            missing["browser"] = "Chromium"
    if importlib.util.find_spec("aiortc") is None:
        missing["aiortc"] = "the Python package aiortc"
    return missing


def make_callers(program, folder):
    """A question after the greeting, and interruptions of it."""
    callers = {}
    for name, text, lead, tail in (
            ("answers", QUESTION, 7, 10),
            *((name, text, INTERRUPTION_AT, 12) for name, text in INTERRUPTIONS.items())):
        program.say(text, folder / f"{name}-words.wav")
        rate, [speech, *_] = sound.read(folder / f"{name}-words.wav")
        whole = sound.silence(rate, lead)
        whole.extend(speech)
        whole.extend(sound.silence(rate, tail))
        callers[name] = folder / f"{name}.wav"
        sound.write(callers[name], rate, whole)
    return callers


def make_agents(folder):
    paths = []
    for name, greeting in (("Desk", "Maple Street Dental, this is Ava. How can I help you?"), ("Talkative", TALKATIVE)):
        path = folder / f"{name.lower()}.yaml"
        path.write_text(json.dumps({  # JSON is YAML.
            "name": name, "greeting": greeting,
            "instructions": "You are Ava, the receptionist of Maple Street Dental Clinic. Keep every answer to one or "
            "two short sentences. It is open Monday to Friday from 8 in the morning to 6 in the evening, and Saturday "
            "from 9 to 1. A cleaning costs 95 dollars."}))
        paths.append(path)
    return paths


def heard_text(report):
    return " ".join(entry["text"] for entry in report["captions"] if entry["role"] == "agent")


class Checks:
    """What went wrong in one conversation, and figures worth a look."""

    def __init__(self):
        self.wrong, self.figures = [], []

    def check(self, right, otherwise):
        if not right:
            self.wrong.append(otherwise)

    def figure(self, text):
        self.figures.append(text)


async def browser_case(case, transport, options, server, program, callers, folder):
    from converse import converse
    agent = "Desk" if case == "answers" else "Talkative"
    name = f"{transport}-{case}"
    report = await converse(
        f"{server.url}#agent={agent}", transport, callers[case], 16, options.shots, str(folder / name), name)
    (folder / f"{name}.json").write_text(json.dumps(report, indent=1))
    checks = Checks()
    checks.check(not report["failure"], f"the page says: {report['failure']}")
    checks.check(not report["errors"], f"console: {report['errors']}")
    if report["phase"] != "live":
        return checks
    common(report, checks, program)
    (answers if case == "answers" else barge_in)(report, checks)
    free = await server.until_free()
    checks.check(free, "the session goes on after the hang-up")
    return checks


def common(report, checks, program):
    checks.figure(f"live after {report['live_ms']} ms")
    roles = {entry["role"] for entry in report["captions"]}
    checks.check(roles == {"user", "agent"}, f"captions only of {roles}")
    checks.check(report["received"], "no sound was received")
    if report["received"]:
        rate = words.error_rate(heard_text(report), program.transcribe(report["received"]))
        checks.figure(f"WER of what was received {rate:.2f}")
        checks.check(rate <= MOST_ERRORS, f"the received sound is not what the captions say: WER {rate:.2f}")
    for file, size in report["files"].items():
        checks.check(isinstance(size, int) and size > 1000, f"{file}: {size}")


def answers(report, checks):
    latencies = report["summary"]["latencies"]
    checks.check(latencies, "the agent did not answer")
    checks.check(report["waterfalls"], "no waterfall is shown")
    checks.figure(f"replies after {[round(ms) for ms in latencies]} ms")
    for _, message in report["messages"]:
        if message["type"] == "turn" and message.get("latency_ms") is not None:
            total = sum(stage["ms"] for stage in message["stages"])
            checks.check(abs(total - message["latency_ms"]) < 1, "a waterfall's sum is not the latency")


def barge_in(report, checks):
    checks.check(report["struck"], "nothing is struck through")
    # In the caller's pause the agent may begin to answer, and is interrupted again.
    cut = [entry for entry in report["captions"] if entry["cut"]]
    counted = report["summary"]["bargeIns"]
    checks.check(1 <= counted == len(cut), f"{counted} barge-ins are counted, {len(cut)} replies are cut")
    cut = cut[:1]
    for entry in cut:
        together = f"{entry['text']} {entry['cut']}"
        checks.check(words.plain(together) == words.plain(TALKATIVE), "heard and struck words are not the whole reply")
        checks.figure(f"{len(words.plain(entry['cut']))} of {len(words.plain(together))} words struck")
    stop = report["stop_ms"]
    checks.figure(f"silent {stop} ms after the caller's onset")
    checks.check(stop is not None and stop <= MOST_STOP_MS, f"the agent stopped after {stop} ms")


async def peer_case(peer, server, program, callers, folder):
    import peers
    out = folder / f"{peer}.wav"
    report = await peers.hold(peer, server.url, callers["answers"], 16, str(out))
    (folder / f"{peer}.json").write_text(json.dumps(report, indent=1))
    checks = Checks()
    checks.check(report["answered"], f"the agent did not answer; said was {report['transcript']}")
    checks.figure(f"replies after {[round(ms) for ms in report['latencies']]} ms")
    if out.exists():
        said = " ".join(text for role, text in report["transcript"] if role == "agent")
        rate = words.error_rate(said, program.transcribe(out))
        checks.figure(f"WER of what was received {rate:.2f}")
        checks.check(rate <= MOST_ERRORS, f"the received sound is not what was said: WER {rate:.2f}")
    else:
        checks.check(False, "no sound was received")
    checks.check(await server.until_free(), "the session goes on")
    return checks


def cases(options):
    for transport in ("webrtc", "websocket"):
        for case in ("answers", *INTERRUPTIONS):
            if options.only in (None, transport):
                yield f"browser {transport} {case}", "browser", (browser_case, case, transport, options)
    for peer in ("aiortc", "websockets"):
        if options.only in (None, "peers"):
            yield f"peer {peer}", peer, (peer_case, peer)


async def run_all(options, folder):
    program, missing, failed = Program(options.tool or options.server), find_missing(), 0
    if {needs for _, needs, _ in cases(options)} | {"browser"} <= missing.keys():
        print(f"SKIPPED  all of it: this machine lacks {', '.join(sorted(set(missing.values())))}")
        return 0
    callers, agents = make_callers(program, folder), make_agents(folder)
    with Server(options.server, agents) as server:
        talks = server.transports()
        for name, needs, (case, *arguments) in cases(options):
            if "webrtc" not in talks and ("webrtc" in arguments or needs == "aiortc"):
                print(f"SKIPPED  {name:30} this server has no WebRTC", flush=True)
                continue
            if needs in missing:
                print(f"SKIPPED  {name:30} this machine lacks {missing[needs]}", flush=True)
                continue
            try:
                checks = await case(*arguments, server, program, callers, folder)
            except Exception as error:  # One broken case must not hide the others.
                checks = Checks()
                checks.check(False, f"{type(error).__name__}: {error}")
            failed += bool(checks.wrong)
            print(f"{'FAILED ' if checks.wrong else 'ok     '}  {name:30} {'; '.join(checks.figures)}", flush=True)
            for wrong in checks.wrong:
                print(f"         {'':30} {wrong}", flush=True)
        failed += await failures_too(options, missing, server)
    return failed


async def failures_too(options, missing, server):
    if options.only not in (None, "failures"):
        return 0
    if "browser" in missing:
        print(f"SKIPPED  page failures: this machine lacks {missing['browser']}")
        return 0
    import failures
    return await failures.run(server.url, options.shots)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--server", required=True, help="the program whose `serve` is tested")
    parser.add_argument("--tool", help="the program whose `say` and `transcribe` are used; the same unless said")
    parser.add_argument("--shots", help="a folder for screenshots")
    parser.add_argument("--keep", help="a folder for recordings and reports")
    parser.add_argument("--only", choices=["webrtc", "websocket", "peers", "failures"])
    options = parser.parse_args()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="repartee-browser-tests-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        failed = asyncio.run(run_all(options, folder))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
