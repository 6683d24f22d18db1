"""Runs one scenario with one framework: a plan as JSON on standard input, figures as one line of JSON on standard output.

  run.py livekit|pipecat|pipecat-unmarked|null < PLAN
"""

import asyncio
import importlib
import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import bargein
import density
import floor
import sound
from caller import Caller

SCENARIOS = {"floor": floor, "bargein": bargein, "density": density}
PACKAGES = {
    "livekit": ["livekit-agents", "livekit", "livekit-local-inference"],
    "pipecat": ["pipecat-ai", "onnxruntime"],
    "pipecat-unmarked": ["pipecat-ai", "onnxruntime"],
    "null": [],
}


def versions(peer):
    found = {"python": platform.python_version()}
    for package in PACKAGES[peer]:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "unknown"
    return found


async def main(peer, plan):
    module = importlib.import_module({"pipecat-unmarked": "pipecat_peer"}.get(peer, peer + "_peer"))
    options = {"is_marked": False} if peer == "pipecat-unmarked" else {}
    named = ([plan["trigger"]] if plan.get("trigger") else []) + plan["clips"]
    clips = [sound.load(plan["data"], clip) for clip in named]

    async def start_session():
        session = module.Session(Caller(), plan["sentence"], **options)
        await session.start()
        while session.caller.start is None:  # until the framework has begun to read
            await asyncio.sleep(0.01)
        return session

    figures, late = await SCENARIOS[plan["bench"]].run(plan, clips, start_session)
    line = {
        "peer": peer, "bench": plan["bench"], "sound": plan.get("sound"), "sessions": plan["sessions"],
        "versions": versions(peer), "late": density.tail(late),
        "truth": {clip.name: [clip.onset, clip.offset] for clip in clips}}
    print(json.dumps(line | figures), flush=True)
    os._exit(0)  # how a framework cleans up is not what is measured


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PACKAGES:
        sys.exit(__doc__)
    # Not asyncio.run, which would wait for what the frameworks still have running when something fails.
    asyncio.new_event_loop().run_until_complete(main(sys.argv[1], json.load(sys.stdin)))
