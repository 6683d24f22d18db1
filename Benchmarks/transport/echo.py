"""Talks a WAV file into the page of a server that echoes, and keeps what the page's microphone and loudspeaker had.

    echo.py --check
    echo.py URL --transport webrtc|websocket --microphone FILE.wav --seconds N --out BOTH.wav

Both sides are taken where the page's audio graph has them, on one clock: the left channel is the microphone as it comes
out of the browser's capture, the right one the agent as it goes to the browser's playout. The browser's own echo
canceller, noise suppression and gain control are off: they would take an echo for what it is.
"""
import argparse
import asyncio
import importlib.util
import json
import pathlib
import sys

TOOLS = pathlib.Path(__file__).resolve().parent.parent.parent / "Tests" / "BrowserTests"
sys.path.insert(0, str(TOOLS))

# Before any script of the page runs.
PLAIN_MICROPHONE = """(() => {
  const devices = navigator.mediaDevices, open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = ({ audio }) => open({
    audio: { ...audio, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
})()"""

# `tape.blocks`: 4096 samples of either side at a time, taken on the audio thread, where none is missed.
TAPE = """(() => {
  const call = repartee.call, tape = globalThis.tape = { blocks: [], gaps: 0, running: false };
  const source = `registerProcessor("tape", class extends AudioWorkletProcessor {
    sides = [new Float32Array(4096), new Float32Array(4096)]; fill = 0; next = 0; gaps = 0;
    process([input]) {
      // What comes before the first whole block is the graph's own beginning.
      if (this.next && currentFrame !== this.next) this.begun ? this.gaps += 1 : this.fill = 0;
      this.next = currentFrame + 128;
      this.sides.forEach((side, i) => input[i] ? side.set(input[i], this.fill) : side.fill(0, this.fill, this.fill + 128));
      this.fill += 128;
      if (this.fill === 4096) {
        this.port.postMessage([...this.sides.map((side) => side.slice()), this.gaps]);
        this.fill = 0;
        this.begun = true;
      }
      return true;
    }
  })`;
  const record = async () => {
    const context = call.context;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    const merge = context.createChannelMerger(2);
    const recorder = new AudioWorkletNode(context, "tape", { channelCount: 2, channelCountMode: "explicit" });
    recorder.port.onmessage = ({ data: [left, right, gaps] }) => {
      tape.blocks.push([left, right]);
      tape.gaps = gaps;
    };
    context.createMediaStreamSource(call.stream).connect(merge, 0, 0);
    call.received.connect(merge, 0, 1);
    merge.connect(recorder).connect(context.destination);
    tape.running = true;
  };
  call.addEventListener("phase", () => call.phase === "live" && record().catch((error) => console.error(error)));
})()"""

# What the browser itself says of its buffers, in milliseconds.
REPORT = """(async () => {
  const call = repartee.call, context = call.context, peer = call.transport.peer, report = {
    rate: context.sampleRate, playout: 1000 * (context.baseLatency + context.outputLatency), gaps: tape.gaps, held: null };
  const { echoCancellation, noiseSuppression, autoGainControl } = call.stream.getAudioTracks()[0].getSettings();
  report.processed = !!(echoCancellation || noiseSuppression || autoGainControl);
  for (const figures of peer ? (await peer.getStats()).values() : [])
    if (figures.type === "inbound-rtp" && figures.jitterBufferEmittedCount)
      report.held = 1000 * figures.jitterBufferDelay / figures.jitterBufferEmittedCount;
  return report;
})()"""


def missing():
    """What this machine lacks, and how to get it; None if nothing."""
    if importlib.util.find_spec("websockets") is None:
        return (f"{sys.executable} lacks the package websockets; make an environment (python3 -m venv), install "
                "Tests/BrowserTests/requirements.txt in it, and put its bin first in PATH")
    from devtools import chromium
    return None if chromium() else "there is no Chromium; install it (Debian: apt-get install chromium)"


async def echo(options):
    import sound
    from converse import channel
    from devtools import Browser
    async with Browser(options.microphone, flags=["--allow-loopback-in-peer-connection"]) as page:
        await page.command("Page.setBypassCSP", enabled=True)
        await page.command("Page.addScriptToEvaluateOnNewDocument", source=PLAIN_MICROPHONE)
        await page.open(options.url)
        await page.until("!document.getElementById('agent').disabled", 20, "the list of agents")
        await page.run(f"document.querySelector('[name=transport][value={options.transport}]').click()")
        if await page.run("document.querySelector('[name=transport]:checked').value") != options.transport:
            raise RuntimeError(f"the page does not offer {options.transport}")
        await page.run(f"document.getElementById('talk').click(); {TAPE}")
        await page.until("tape.running || repartee.call.phase === 'ended'", 40, "the call to begin or to fail")
        if await page.run("repartee.call.phase === 'ended'"):
            raise RuntimeError(await page.run("document.getElementById('failure').innerText") or "the call ended at once")
        await asyncio.sleep(options.seconds)
        report = await page.run(REPORT)
        sound.write(options.out, int(report["rate"]), await channel(page, 0), await channel(page, 1))
        await page.run("repartee.call.hangUp()")
        if page.errors:
            raise RuntimeError(f"the page said: {page.errors[0]}")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url", nargs="?")
    parser.add_argument("--check", action="store_true", help="only see whether this machine has what it takes")
    parser.add_argument("--transport", choices=["webrtc", "websocket"], default="webrtc")
    parser.add_argument("--microphone", help="what the microphone hears, from the click on Talk")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--out", help="where both sides go, as stereo WAV")
    options = parser.parse_args()
    if lack := missing():
        sys.exit(lack)
    if options.check:
        return
    try:
        report = asyncio.run(echo(options))
    except Exception as error:  # One line, for the program that started this.
        sys.exit(f"{type(error).__name__}: {error}")
    json.dump(report, sys.stdout)
    print()


if __name__ == "__main__":
    main()
