"""Two clients that share no code with the page: a WebRTC peer (aiortc) and a WebSocket client (websockets).

    peers.py URL --peer aiortc|websockets --caller FILE.wav --seconds N --out RECEIVED.wav

Either speaks the file, writes down what it is told, and keeps what it hears. Ends with 1 when the agent did not answer.
"""
import argparse
import array
import asyncio
import fractions
import json
import sys
import urllib.error
import urllib.parse
import urllib.request

import sound

BLOCK_SECONDS = 0.02


class Notes:
    """What the agent's side tells, and when."""

    def __init__(self):
        self.begun, self.messages = None, []

    def add(self, text):
        now = asyncio.get_running_loop().time()
        self.begun = self.begun or now
        message = json.loads(text)
        self.messages.append((round((now - self.begun) * 1000), message))
        return message

    def transcript(self):
        return [(message["role"], message["text"]) for _, message in self.messages
                if message["type"] == "transcript" and message["final"] and message["text"]]

    def answered(self):
        """Whether the agent said something after the caller had."""
        roles = [role for role, _ in self.transcript()]
        return "user" in roles and "agent" in roles[roles.index("user"):]


async def over_websocket(url, agent, caller, seconds):
    """Speaks PCM16 at the file's rate, hears it at 24 kHz."""
    import websockets

    rate, (samples, *_) = sound.read(caller)
    if rate not in (8000, 16000, 24000, 48000):
        raise SystemExit(f"{caller} has {rate} Hz; the WebSocket takes 8000, 16000, 24000 and 48000")
    query = urllib.parse.urlencode({"agent": agent, "rate": rate, "out_rate": 24000})
    address = urllib.parse.urljoin(url, f"/v1/audio?{query}").replace("http", "ws", 1)
    notes, heard = Notes(), array.array("h")
    async with websockets.connect(address, max_size=None) as socket:

        async def listen():
            async for data in socket:
                if isinstance(data, bytes):
                    heard.frombytes(data)
                else:
                    notes.add(data)

        listener = asyncio.create_task(listen())
        step, clock = round(rate * BLOCK_SECONDS), asyncio.get_running_loop()
        begin = clock.time()
        for i in range(round(seconds / BLOCK_SECONDS)):
            block = samples[i * step:(i + 1) * step] or sound.silence(rate, BLOCK_SECONDS)
            await socket.send(block.tobytes())
            await asyncio.sleep(max(0, begin + (i + 1) * BLOCK_SECONDS - clock.time()))
            if listener.done():
                break
        if not listener.done():
            await socket.send('{"type":"end"}')
        await asyncio.wait([listener], timeout=10)
    return notes, 24000, heard


def request(url, method, body=None, kind=None):
    headers = {"Content-Type": kind} if kind else {}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=20) as answer:
        return answer.status, answer.headers, answer.read()


async def over_webrtc(url, agent, caller, seconds):
    """The offer by POST, the answer with 201 and a Location, which DELETE ends."""
    import aiortc
    import av
    from aiortc.mediastreams import MediaStreamError

    rate, (samples, *_) = sound.read(caller)
    notes, heard = Notes(), array.array("h")
    peer = aiortc.RTCPeerConnection()

    class Microphone(aiortc.MediaStreamTrack):
        kind = "audio"
        at, begun = 0, None

        async def recv(self):
            clock, step = asyncio.get_running_loop(), round(rate * BLOCK_SECONDS)
            self.begun = self.begun or clock.time()
            await asyncio.sleep(max(0, self.begun + self.at / rate - clock.time()))
            block = samples[self.at:self.at + step]
            block.extend(sound.silence(rate, (step - len(block)) / rate))
            frame = av.AudioFrame(format="s16", layout="mono", samples=step)
            frame.planes[0].update(block.tobytes())
            frame.sample_rate, frame.pts, frame.time_base = rate, self.at, fractions.Fraction(1, rate)
            self.at += step
            return frame

    async def listen(track):
        mono = av.AudioResampler(format="s16", layout="mono", rate=24000)
        try:
            while True:
                for frame in mono.resample(await track.recv()):
                    heard.frombytes(bytes(frame.planes[0])[:frame.samples * 2])
        except MediaStreamError:
            pass

    listeners = []
    peer.on("track", lambda track: listeners.append(asyncio.create_task(listen(track))))
    channel = peer.createDataChannel("events")
    channel.on("message", notes.add)
    peer.addTrack(Microphone())
    await peer.setLocalDescription(await peer.createOffer())
    address = urllib.parse.urljoin(url, "/v1/webrtc?" + urllib.parse.urlencode({"agent": agent}))
    _, headers, body = await asyncio.to_thread(
        request, address, "POST", peer.localDescription.sdp.encode(), "application/sdp")
    await peer.setRemoteDescription(aiortc.RTCSessionDescription(body.decode(), "answer"))
    await asyncio.sleep(seconds)
    state = peer.connectionState
    if headers["Location"]:
        await asyncio.to_thread(request, urllib.parse.urljoin(url, headers["Location"]), "DELETE")
    await peer.close()
    for listener in listeners:
        listener.cancel()
    if state != "connected":
        print(f"the connection was {state}", file=sys.stderr)
    return notes, 24000, heard


PEERS = {"aiortc": over_webrtc, "websockets": over_websocket}


async def hold(peer, url, caller, seconds, out=None):
    """Messages with their times, the transcript, and the seconds of sound that came."""
    _, _, body = await asyncio.to_thread(request, urllib.parse.urljoin(url, "/v1/agents"), "GET")
    agent = json.loads(body)["agents"][0]["name"]
    notes, rate, heard = await PEERS[peer](url, agent, caller, seconds)
    if out and heard:
        sound.write(out, rate, heard)
    return {"transcript": notes.transcript(), "answered": notes.answered(), "messages": notes.messages,
            "latencies": [m["latency_ms"] for _, m in notes.messages if m["type"] == "turn" and m.get("latency_ms")],
            "agent_seconds": sound.seconds_of_sound(heard, rate) if heard else 0.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url")
    parser.add_argument("--peer", choices=PEERS, required=True)
    parser.add_argument("--caller", required=True)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--out", help="where the agent's voice goes")
    options = parser.parse_args()
    try:
        report = asyncio.run(hold(options.peer, options.url, options.caller, options.seconds, options.out))
    except urllib.error.URLError as error:
        sys.exit(f"the server did not take the call: {error}")
    for role, text in report["transcript"]:
        print(f"{'Caller' if role == 'user' else 'Agent'}: {text}")
    print(f"heard {report['agent_seconds']:.1f} s of the agent; replies after {report['latencies']} ms")
    sys.exit(0 if report["answered"] and report["agent_seconds"] > 0.2 else 1)


if __name__ == "__main__":
    main()
