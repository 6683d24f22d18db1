"""A `repartee serve` on a free port, and the other verbs of the same program."""
import asyncio
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

READY_SECONDS = 120
VERB_SECONDS = 120


class Program:
    def __init__(self, path):
        self.path = os.path.abspath(path)

    def verb(self, *arguments):
        done = subprocess.run(
            [self.path, *arguments], capture_output=True, text=True, timeout=VERB_SECONDS, check=False)
        if done.returncode:
            raise RuntimeError(f"repartee {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def say(self, text, path):
        self.verb("say", text, "--out", str(path))

    def transcribe(self, path):
        return json.loads(self.verb("transcribe", str(path), "--json"))["text"]


class Server:
    """`with Server(path, agents) as server:`"""

    def __init__(self, path, agents):
        self.path, self.agents = os.path.abspath(path), agents

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = tempfile.TemporaryFile(mode="w+")
        command = [self.path, "serve", "--port", str(self.port), "--udp-port", "0"]
        for agent in self.agents:
            command += ["--agent", str(agent)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self):
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return self.get("readyz")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise RuntimeError(f"the server did not become ready:\n{self.said()}")

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read()

    def transports(self):
        return json.loads(self.get("v1/agents"))["transports"]

    def session(self, name):
        return json.loads(self.get(f"v1/sessions/{name}"))

    def running(self):
        return [s for s in json.loads(self.get("v1/sessions"))["sessions"] if s["state"] != "ended"]

    async def until_free(self, seconds=5):
        """Whether no call is left within so many seconds."""
        for _ in range(round(seconds * 10)):
            if not self.running():
                return True
            await asyncio.sleep(0.1)
        return False

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
