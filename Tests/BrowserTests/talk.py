"""Talks with an agent in a real browser, as a person would, and tells what was seen and heard."""

import base64
import json
import struct
import time
import urllib.request
import wave

from browser import Browser

RATE = 16000

# Keeps a copy of what the page receives, in front of the page's own code.
LISTEN = """
window.received = [];
const Base = WebSocket;
window.WebSocket = class extends Base {
  constructor(...wish) {
    super(...wish);
    this.addEventListener("message", ({ data }) => {
      if (data instanceof ArrayBuffer) window.received.push({ at: performance.now(), data });
      else window.received.push({ at: performance.now(), text: data });
    });
  }
};
"""

READ = """JSON.stringify({
  lines: [...document.querySelectorAll('#captions li')].map((line) => ({
    who: line.className, text: [...line.querySelectorAll(':scope > span:not(.who)')].map((part) => part.textContent).join(' '),
    cut: line.querySelector('s')?.textContent ?? '', rows: line.querySelectorAll('.waterfall tbody tr').length,
    sum: line.querySelector('.waterfall tfoot td:last-child')?.textContent ?? '' })),
  figures: Object.fromEntries([...document.querySelectorAll('#figures div')].map((pair) =>
    [pair.querySelector('dt').textContent, pair.querySelector('dd').textContent])),
  state: document.querySelector('#state').textContent, problem: document.querySelector('#problem').textContent,
  downloads: [...document.querySelectorAll('#downloads a')].map((link) => link.getAttribute('href')) })"""

AUDIO = """(() => {
  const parts = window.received.filter((part) => part.data).map((part) => new Uint8Array(part.data));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((place, part) => { all.set(part, place); return place + part.length; }, 0);
  let text = '';
  for (let place = 0; place < all.length; place += 8192) text += String.fromCharCode(...all.subarray(place, place + 8192));
  return btoa(text); })()"""

MESSAGES = "JSON.stringify(window.received.map((part) => ({ at: part.at, text: part.text ?? null, bytes: part.data?.byteLength ?? 0 })))"


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def write_wav(path, samples, rate=RATE):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)


def padded(path, source, lead, tail):
    """A recording with silence around it, as a microphone's file."""
    with wave.open(source) as file:
        rate, frames = file.getframerate(), file.readframes(file.getnframes())
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise ValueError(f"{source}: mono, 16 bits")
    silence = struct.pack("<h", 0)
    write_wav(path, silence * int(lead * rate) + frames + silence * int(tail * rate), rate)


def talk(url, microphone, seconds, shots=None, name="talk"):
    """One call. Returns what the page showed, what it received and what it complained of."""
    with Browser(microphone) as browser:
        browser.size(1280, 800)
        browser.open(url, before=LISTEN)
        browser.wait("document.querySelectorAll('#agent option').length > 0")
        if shots:
            browser.shoot(f"{shots}/{name}-before.png")
        browser.run("document.querySelector('#talk').click()")
        browser.wait("window.received.some((part) => part.text?.includes('\"ready\"'))", 30)
        time.sleep(seconds)
        seen = json.loads(browser.run(READ))
        seen["sessions"] = [one for one in fetch(f"{url}v1/sessions")["sessions"] if one.get("state") != "ended"]
        if shots:
            for size, scheme in (((1280, 800), "light"), ((390, 844), "dark")):
                browser.size(*size, scheme)
                browser.run("document.querySelector('#captions').lastChild?.scrollIntoView({ block: 'end' })")
                browser.shoot(f"{shots}/{name}-{size[0]}-{scheme}.png")
        browser.run("document.querySelector('#talk').click()")
        time.sleep(1)
        after = json.loads(browser.run(READ))
        seen["downloads"], seen["problem"] = after["downloads"], after["problem"]
        seen["messages"] = json.loads(browser.run(MESSAGES))
        seen["audio"] = base64.b64decode(browser.run(AUDIO))
        seen["complaints"] = browser.complaints()
        return seen
