"""A headless Chromium and one page of it, over the DevTools protocol. Needs `websockets`."""
import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request

import websockets

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required", "--remote-debugging-port=0", "--hide-scrollbars",
]
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
START_SECONDS = 60


def chromium():
    """The browser's path, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """`async with Browser(wav) as page:` ends the browser in the end, whatever happened."""

    def __init__(self, microphone=None, devices=MICROPHONE, flags=()):
        self.flags = [*flags, *devices]
        if microphone:
            self.flags.append(f"--use-file-for-fake-audio-capture={os.path.abspath(microphone)}%noloop")

    async def __aenter__(self):
        self.folder = tempfile.mkdtemp(prefix="repartee-browser-")
        command = [chromium(), *FLAGS, *self.flags, f"--user-data-dir={self.folder}", "about:blank"]
        # A group of its own, so that ending it ends its helpers, and nothing else.
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            port = await self._port()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                target = next(t for t in json.load(answer) if t["type"] == "page")
            self.page = Page(await websockets.connect(target["webSocketDebuggerUrl"], max_size=None))
            await self.page.begin()
            return self.page
        except BaseException:
            await self.__aexit__()
            raise

    async def _port(self):
        path = os.path.join(self.folder, "DevToolsActivePort")
        for _ in range(START_SECONDS * 10):
            if self.process.poll() is not None:
                raise RuntimeError(f"the browser ended at once, with {self.process.returncode}")
            if os.path.exists(path) and (lines := open(path).read().split()):
                return int(lines[0])
            await asyncio.sleep(0.1)
        raise RuntimeError("the browser did not start")

    async def __aexit__(self, *_):
        if getattr(self, "page", None):
            await self.page.close()
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
                self.process.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
        shutil.rmtree(self.folder, ignore_errors=True)


class Page:
    def __init__(self, socket):
        self.socket, self.next, self.waiting, self.errors = socket, 0, {}, []
        self.tasks, self.answers = [], {}

    async def begin(self):
        self.reader = asyncio.create_task(self._read())
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.command(f"{domain}.enable")

    async def _read(self):
        try:
            async for text in self.socket:
                message = json.loads(text)
                if "id" in message:
                    future = self.waiting.pop(message["id"], None)
                    if future and not future.done():
                        future.set_result(message)
                else:
                    self._note(message["method"], message["params"])
        except websockets.ConnectionClosed:
            pass
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(RuntimeError("the browser went away"))

    def _note(self, method, params):
        """Keeps what a developer would see in red."""
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Fetch.requestPaused":
            self.tasks.append(asyncio.create_task(self._answer(params)))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.errors.append(" ".join(str(a.get("value", a.get("description"))) for a in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f'{params["entry"]["text"]} ({params["entry"].get("url", "")})')

    async def command(self, method, seconds=30, **params):
        self.next += 1
        number = self.next
        future = self.waiting[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        message = await asyncio.wait_for(future, seconds)
        if "error" in message:
            raise RuntimeError(f'{method}: {message["error"]["message"]}')
        return message["result"]

    async def run(self, script, seconds=30):
        """The value of an expression, awaited if it is a promise."""
        result = await self.command(
            "Runtime.evaluate", seconds, expression=script, awaitPromise=True, returnByValue=True,
            userGesture=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description") or details["text"])
        return result["result"].get("value")

    async def until(self, condition, seconds, what=None):
        """Waits until an expression is true."""
        end = asyncio.get_running_loop().time() + seconds
        while not await self.run(f"!!({condition})"):
            if asyncio.get_running_loop().time() > end:
                raise TimeoutError(f"waited {seconds} s in vain for: {what or condition}")
            await asyncio.sleep(0.05)

    async def open(self, address):
        await self.command("Page.navigate", url=address)
        await self.until("document.readyState === 'complete' && !!globalThis.repartee", 30, "the page")

    async def answer(self, path, status, body, headers=None):
        """From now on the page's requests for this path are answered so, not by the server."""
        self.answers[path] = (status, body, headers or {})
        await self.command("Fetch.enable", patterns=[{"urlPattern": f"*{path}*"} for path in self.answers])

    async def _answer(self, params):
        status, body, headers = next(a for path, a in self.answers.items() if path in params["request"]["url"])
        fields = [{"name": n, "value": v} for n, v in {"Content-Type": "application/json", **headers}.items()]
        await self.command(
            "Fetch.fulfillRequest", requestId=params["requestId"], responseCode=status, responseHeaders=fields,
            body=base64.b64encode(json.dumps(body).encode()).decode())

    async def press(self, key, code=None, text=None):
        code = code or key
        number = {"Escape": 27, " ": 32}.get(key, ord(key[0].upper()))
        common = dict(key=key, code=code, windowsVirtualKeyCode=number)
        await self.command("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        await self.command("Input.dispatchKeyEvent", type="keyUp", **common)

    async def look(self, path, width=1280, height=800, dark=False, scale=1):
        """A screenshot of a window of this size."""
        await self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
            mobile=width < 600)
        await self.command("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        await asyncio.sleep(0.15)
        shot = await self.command("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    async def close(self):
        self.reader.cancel()
        await self.socket.close()
