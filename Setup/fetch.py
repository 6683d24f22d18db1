"""Fetches one file of the Python package index with pip's own client, so that pip's settings (mirror, proxy,
certificates, --find-links folders) hold here too.

A download goes on where it stopped, is checked against its pinned SHA-256 and only then gets its name.
"""

import hashlib
import logging
import os
import sys
import time

from pip._internal.commands import create_command
from pip._internal.models.target_python import TargetPython
from pip._vendor.requests.exceptions import RequestException

TRIES = 4  # A dropped connection is common; four in a row that brought nothing are not.
PAUSE = 1.0  # Seconds before the second try; longer before each further one.
CHUNK = 1 << 16  # A broken connection loses less than this much.


class FetchError(Exception):
    """One line: what happened, to what, and what to do."""


class Index:
    """pip's view of the package index, opened once for all files."""

    def __init__(self):
        logging.disable(logging.CRITICAL)  # What goes wrong is said once, by us.
        self.command = create_command("download")
        os.environ.setdefault("PIP_RETRIES", "2")
        self.options, _ = self.command.parse_args(["--no-deps", "--no-cache-dir", "-"])

    def __enter__(self):
        self.context = self.command.main_context()
        self.context.__enter__()
        self.session = self.command._build_session(self.options)
        return self

    def __exit__(self, *error):
        return self.context.__exit__(*error)

    def link(self, package, version, filename):
        """Where the index keeps this file."""
        finder = self.command._build_package_finder(
            options=self.options,
            session=self.session,
            target_python=target(filename),
            ignore_requires_python=True,
        )
        found = finder.find_all_candidates(package)
        for candidate in found:
            if candidate.link.filename == filename:
                return candidate.link.url_without_fragment
        if found:
            raise FetchError(f"the package index no longer holds {filename}; update Setup/pins.tsv")
        raise FetchError(
            f"cannot reach the package index for {package} {version}; "
            "check the network (or pip's index settings) and run ./repartee setup again"
        )


def target(filename):
    """The platform a wheel is for, which need not be this Python's."""
    if not filename.endswith(".whl"):
        return TargetPython()
    python, abi, platform = filename[: -len(".whl")].split("-")[-3:]
    if platform == "any":
        return TargetPython()
    version = (int(python[2]), int(python[3:]))
    return TargetPython(platform.split("."), version, [abi], python[:2])


def fetch(index, package, version, filename, sha256, folder):
    """The path of the verified archive in `folder`."""
    os.makedirs(folder, exist_ok=True)
    whole = os.path.join(folder, filename)
    part = whole + ".part"
    if os.path.exists(whole):
        if digest(whole) == sha256:
            return whole
        os.remove(whole)
    resumed = size(part) > 0
    download(index, package, version, filename, part)
    got = digest(part)
    if got != sha256 and resumed:  # What was there before may have been damaged: once more from nothing.
        os.remove(part)
        download(index, package, version, filename, part)
        got = digest(part)
    if got != sha256:
        os.remove(part)
        raise FetchError(
            f"checksum mismatch: {filename} has SHA-256 {got[:16]}… and {sha256[:16]}… is pinned; "
            "nothing was installed from it: run ./repartee setup again, and if it stays, distrust the index"
        )
    os.replace(part, whole)
    return whole


def download(index, package, version, filename, part):
    meter = Meter(f"{package} {version}")
    url = index.link(package, version, filename)
    idle = 0
    while idle < TRIES:
        before = size(part)
        try:
            if stream(index.session, url, part, meter):
                meter.close()
                return
            reason = "the connection closed early"
        except RequestException as error:
            reason = type(error).__name__
        idle = 0 if size(part) > before else idle + 1
        time.sleep(PAUSE * idle)
    meter.close()
    raise FetchError(
        f"the download of {filename} broke off {TRIES} times ({reason}); "
        "what arrived is kept: check the network and run ./repartee setup again"
    )


def stream(session, url, part, meter):
    """Appends what is missing. True when the file is whole by the server's own count."""
    have = size(part)
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with session.get(url, headers=headers, stream=True) as answer:
        if answer.status_code == 416:  # Nothing is missing; the checksum decides.
            return True
        answer.raise_for_status()
        if answer.status_code != 206:
            have = 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else None
        with open(part, "ab" if have else "wb") as file:
            for data in answer.iter_content(CHUNK):
                file.write(data)
                have += len(data)
                meter.show(have, total)
    return total is None or have == total


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        while data := file.read(1 << 20):
            sha.update(data)
    return sha.hexdigest()


class Meter:
    """A line that counts up on a terminal, and one line at the end in a log."""

    def __init__(self, label):
        self.label = label
        self.live = sys.stderr.isatty()
        self.shown = 0.0
        self.have = 0
        self.start = time.monotonic()

    def show(self, have, total):
        self.have = have
        now = time.monotonic()
        if self.live and (now - self.shown > 0.1 or have == total):
            self.shown = now
            of = f" of {total / 1e6:.1f}" if total else ""
            sys.stderr.write(f"\r\033[K  {self.label}: {have / 1e6:.1f}{of} MB")
            sys.stderr.flush()

    def close(self):
        if self.live:
            sys.stderr.write("\r\033[K")
        seconds = time.monotonic() - self.start
        sys.stderr.write(f"  {self.label}: {self.have / 1e6:.1f} MB in {seconds:.0f} s\n")
        sys.stderr.flush()
