"""Holds one conversation in a real page: opens it, talks a WAV file into it, and says as JSON what came of it.

    converse.py URL --transport webrtc|websocket --caller FILE.wav --seconds N --shots FOLDER
"""
import argparse
import array
import asyncio
import base64
import json
import os
import sys
import time

import sound
from devtools import Browser, chromium

# Both sides as the page has them, and every message with its time. The page gives its call as `repartee.call`.
TAPE = """(() => {
  const call = repartee.call, begin = performance.now();
  const tape = globalThis.tape = { blocks: [], messages: [], live: null };
  call.addEventListener("message", ({ detail }) => tape.messages.push([Math.round(performance.now() - begin), detail]));
  call.addEventListener("phase", () => {
    if (call.phase !== "live") return;
    tape.live = Math.round(performance.now() - begin);
    const context = call.context, merge = context.createChannelMerger(2);
    const recorder = context.createScriptProcessor(4096, 2, 1);
    recorder.onaudioprocess = ({ inputBuffer: sound }) =>
      tape.blocks.push([sound.getChannelData(0).slice(), sound.getChannelData(1).slice()]);
    context.createMediaStreamSource(call.stream).connect(merge, 0, 0);
    call.received.connect(merge, 0, 1);
    merge.connect(recorder).connect(context.destination);
  });
})()"""

# A part of the tape as PCM16 in base64, one channel: whole tapes are too long for one answer.
PIECE = """((side, from) => {
  const blocks = tape.blocks.slice(from, from + 64).map((block) => block[side]);
  if (!blocks.length) return "";
  const bytes = new Uint8Array(blocks.length * 8192), view = new DataView(bytes.buffer);
  blocks.forEach((block, i) => block.forEach((x, k) =>
    view.setInt16(2 * (i * 4096 + k), Math.max(-1, Math.min(1, x)) * 32767, true)));
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
})(%d, %d)"""

SIZES = [("desktop", 1280, 800, False), ("desktop-dark", 1280, 800, True),
         ("phone", 390, 844, False), ("phone-dark", 390, 844, True)]


async def channel(page, side):
    samples, at = array.array("h"), 0
    while piece := await page.run(PIECE % (side, at)):
        samples.frombytes(base64.b64decode(piece))
        at += 64
    return samples


async def shots(page, folder, name):
    if not folder:
        return
    os.makedirs(folder, exist_ok=True)
    for size, width, height, dark in SIZES:
        await page.look(os.path.join(folder, f"{name}-{size}.png"), width, height, dark)


async def talk(page, tries=5):
    """Clicks Talk; again when the server says it is busy, as a person would. How often it was refused."""
    for refused in range(tries):
        page.errors.clear()
        await page.run(f"document.getElementById('talk').click(); {TAPE}")
        await page.until("repartee.call.phase !== 'connecting'", 40, "the call to begin or to fail")
        busy = "['overloaded', 'over-capacity', 'loading'].includes(document.getElementById('failure').dataset.code)"
        if not await page.run(f"repartee.call.phase === 'ended' && {busy}"):
            break
        await asyncio.sleep(5)
    return refused


async def converse(url, transport, caller, seconds, folder=None, out=None, name="call"):
    """What the page showed and heard, and what went wrong."""
    async with Browser(caller, flags=["--allow-loopback-in-peer-connection"]) as page:
        await page.command("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
        await page.open(url)
        await page.until("!document.getElementById('agent').disabled", 20, "the list of agents")
        await shots(page, folder, f"{name}-idle")
        await page.run(f"document.querySelector('[name=transport][value={transport}]').click()")
        if await page.run("document.querySelector('[name=transport]:checked').value") != transport:
            raise RuntimeError(f"the page does not offer {transport}")
        refused = await talk(page)
        end = time.monotonic() + seconds
        while time.monotonic() < end and await page.run("repartee.call.phase === 'live'"):
            await asyncio.sleep(0.25)
        report = await page.run("""({ phase: repartee.call.phase, session: repartee.call.session, live_ms: tape.live,
          rate: repartee.call.context.sampleRate, messages: tape.messages, captions: repartee.captions.entries,
          summary: repartee.summary, failure: document.getElementById("failure").hidden ? null
            : document.getElementById("failure").innerText,
          struck: [...document.querySelectorAll(".words del")].map((cut) => cut.textContent),
          waterfalls: [...document.querySelectorAll(".fall .sum")].map((sum) => sum.textContent) })""")
        report["refused"] = refused
        report["statistics"] = await page.run("repartee.call.transport.statistics()")
        both = [await channel(page, 0), await channel(page, 1)]
        await page.run("document.querySelectorAll('.fall').forEach((fall, i, all) => fall.open = i === all.length - 1)")
        await shots(page, folder, f"{name}-live")
        if report["phase"] == "live":
            await page.press(" ", code="Space")
        await page.until("repartee.call.phase === 'ended'", 10, "the call to end")
        await asyncio.sleep(2)
        report["files"] = await page.run("""(async () => {
          const sizes = {};
          if (!repartee.call.session) return sizes;
          for (const file of ["recording.wav", "journal"]) {
            const answer = await fetch(`/v1/sessions/${repartee.call.session}/${file}`);
            sizes[file] = answer.ok ? (await answer.arrayBuffer()).byteLength : `HTTP ${answer.status}`;
          }
          return sizes;
        })()""")
        await shots(page, folder, f"{name}-ended")
        report["errors"] = page.errors
    report["received"] = write(out, report["rate"], both)
    report["stop_ms"] = sound.stop_after_onset(*both, report["rate"])
    report["agent_seconds"] = sound.seconds_of_sound(both[1], report["rate"])
    return report


def write(out, rate, both):
    if not out or not both[1]:
        return None
    sound.write(f"{out}-both.wav", rate, *both)
    sound.write(f"{out}.wav", rate, both[1])
    return f"{out}.wav"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--transport", choices=["webrtc", "websocket"], default="webrtc")
    parser.add_argument("--caller", required=True, help="what the microphone hears, from the click on Talk")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--shots", help="a folder for screenshots")
    parser.add_argument("--out", help="where the received audio goes, without .wav")
    options = parser.parse_args()
    if not chromium():
        sys.exit("there is no Chromium here: apt-get install chromium")
    report = asyncio.run(converse(
        options.url, options.transport, options.caller, options.seconds, options.shots, options.out))
    json.dump(report, sys.stdout, indent=1)
    print()
    sys.exit(0 if report["phase"] == "live" and report["agent_seconds"] > 0.5 and not report["errors"] else 1)


if __name__ == "__main__":
    main()
