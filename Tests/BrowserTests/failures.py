"""What the page says when something fails, brought about in a real browser as far as possible.

    failures.py URL
"""
import argparse
import asyncio
import json
import os
import sys
import urllib.request

from devtools import MICROPHONE, Browser

SHOWN = "!document.getElementById('failure').hidden"
CODE = "document.getElementById('failure').dataset.code"
TALK = "document.getElementById('talk').click()"
LISTED = "!document.getElementById('agent').disabled"


def refused(code):
    return {"error": {"code": code, "message": "A sentence."}}


async def microphone_denied(page, url):
    await page.command("Browser.setPermission", permission={"name": "microphone"}, setting="denied")
    await page.open(url)
    await page.run(TALK)
    return "microphone-denied"


async def microphone_missing(page, url):
    await page.open(url)
    await page.run(TALK)
    return "microphone-missing"


async def server_away(page, url):
    await page.open(url)
    await page.until(LISTED, 20)
    await page.command(
        "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1)
    await page.run(TALK)
    return "server-away"


async def over_capacity(page, url):
    await page.answer("/v1/webrtc", 503, refused("over_capacity"), {"Retry-After": "5"})
    await page.open(url)
    await page.until(LISTED, 20)
    await page.run(TALK)
    await page.until(f"{SHOWN} && document.getElementById('failure-text').textContent.includes('in 5 seconds')", 20)
    return "over-capacity"


async def token_expired(page, url):
    await page.answer("/v1/agents", 401, refused("token_expired"))
    await page.open(f"{url}#token=old")
    return "token-expired"


async def agent_unknown(page, url):
    await page.open(f"{url}#agent=Nobody")
    return "agent-unknown"


async def no_webrtc(page, url):
    await page.command("Page.addScriptToEvaluateOnNewDocument", source="delete globalThis.RTCPeerConnection")
    await page.open(url)
    await page.until(LISTED, 20)
    await page.run(f"document.querySelector('[value=webrtc]').click(); {TALK}")
    return "no-webrtc"


async def udp_blocked(page, url):
    """Also takes up the offer: the WebSocket has to work then."""
    await page.open(url)
    await page.until(LISTED, 20)
    await page.run(TALK)
    await page.until(SHOWN, 30, "a sentence about UDP")
    code = await page.run(CODE)
    if code == "udp-blocked":
        await page.run("document.getElementById('failure-action').click()")
        await page.until("repartee.call.phase === 'live'", 30, "the call over the WebSocket")
        await page.run(TALK)
        await page.run("document.getElementById('failure').hidden = false")
    return "udp-blocked"


NO_UDP = ["--webrtc-ip-handling-policy=disable_non_proxied_udp"]
# What is brought about, with which devices and flags.
CASES = [
    (microphone_denied, MICROPHONE[1:], []),
    (microphone_missing, MICROPHONE[:1], []),
    (server_away, MICROPHONE, []),
    (over_capacity, MICROPHONE, []),
    (token_expired, MICROPHONE, []),
    (agent_unknown, MICROPHONE, []),
    (no_webrtc, MICROPHONE, []),
    (udp_blocked, MICROPHONE, NO_UDP),
]

NEED_WEBRTC = (over_capacity, no_webrtc, udp_blocked)


async def fails_as_expected(case, devices, flags, url, shots=None):
    """None, or what is wrong."""
    async with Browser(devices=devices, flags=flags) as page:
        expected = await case(page, url)
        await page.until(SHOWN, 30, f"a sentence about {expected}")
        code = await page.run(CODE)
        text = await page.run("document.getElementById('failure').innerText")
        if shots:
            os.makedirs(shots, exist_ok=True)
            await page.look(os.path.join(shots, f"failure-{expected}.png"))
    if code != expected:
        return f"the page takes it for {code}: {text}"
    return None if len(text.split()) > 6 else f"too short a sentence: {text}"


async def run(url, shots=None):
    failed = 0
    with urllib.request.urlopen(f"{url}v1/agents", timeout=10) as answer:
        transports = json.load(answer)["transports"]
    for case, devices, flags in CASES:
        if case in NEED_WEBRTC and "webrtc" not in transports:
            print(f"SKIPPED  page {case.__name__.replace('_', ' '):25} this server has no WebRTC", flush=True)
            continue
        try:
            wrong = await fails_as_expected(case, devices, flags, url, shots)
        except (TimeoutError, RuntimeError) as error:
            wrong = f"{type(error).__name__}: {error}"
        failed += wrong is not None
        name = f"page {case.__name__.replace('_', ' ')}"
        print(f"{'FAILED ' if wrong else 'ok     '}  {name:30} {wrong or ''}", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--shots", help="a folder for screenshots")
    options = parser.parse_args()
    sys.exit(1 if asyncio.run(run(options.url, options.shots)) else 0)


if __name__ == "__main__":
    main()
