#!/usr/bin/env python3
"""Puts pinned files in place.

    install.py --home HOME --pins pins.tsv --arch x86_64 PREFIX…

Every pinned file whose installed path starts with a PREFIX is made to be there with its pinned SHA-256. What is
there already is left alone. Prints the manifest's rows of those files: path, bytes, SHA-256, licence, source.
"""

import argparse
import errno
import gzip
import os
import shutil
import signal
import sys
import tarfile
import tempfile
import zipfile
from collections import namedtuple
from itertools import groupby

Pin = namedtuple("Pin", "package version file arch archive_sha256 member installed sha256 licence")


class InstallError(Exception):
    """One line: what happened, to what, and what to do."""


def read_pins(path, arch):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue
            fields = line.rstrip("\n").split("\t")
            if len(fields) != len(Pin._fields):
                raise InstallError(f"{path}:{number} has {len(fields)} fields and needs {len(Pin._fields)}")
            pin = Pin(*fields)
            if pin.arch in ("any", arch):
                yield pin


def in_place(home, pin):
    path = os.path.join(home, pin.installed)
    if pin.sha256 == "-":  # Part of a source tree, which the archive's checksum covers.
        return os.path.exists(path)
    return os.path.isfile(path) and digest(path) == pin.sha256


def digest(path):
    from fetch import digest

    return digest(path)


def put(home, pin, write):
    """Writes under a temporary name, checks, renames. `write` is given the temporary path."""
    path = os.path.join(home, pin.installed.rstrip("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.new"
    remove(temporary)
    try:
        write(temporary)
        if pin.sha256 != "-" and (got := digest(temporary)) != pin.sha256:
            raise InstallError(
                f"checksum mismatch: {pin.member} of {pin.file} has SHA-256 {got[:16]}… and "
                f"{pin.sha256[:16]}… is pinned; nothing was installed from it"
            )
        remove(path)
        os.rename(temporary, path)
    finally:
        remove(temporary)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


def unpack_wheel(home, archive, pins):
    with zipfile.ZipFile(archive) as wheel:
        for pin in pins:

            def write(temporary):
                with wheel.open(pin.member) as member, open(temporary, "wb") as out:
                    zipped = pin.member.endswith(".gz") and not pin.installed.endswith(".gz")
                    shutil.copyfileobj(gzip.open(member) if zipped else member, out, 1 << 20)

            put(home, pin, write)


def unpack_source(home, archive, pins):
    """Regular files only, in one pass over the archive."""
    with tempfile.TemporaryDirectory(prefix=".unpack-", dir=home) as staging:
        wanted = tuple(pin.member for pin in pins)
        with tarfile.open(archive) as source:
            for entry in source:
                if entry.isfile() and entry.name.startswith(wanted) and ".." not in entry.name:
                    path = os.path.join(staging, entry.name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with source.extractfile(entry) as member, open(path, "wb") as out:
                        shutil.copyfileobj(member, out, 1 << 20)
        for pin in pins:
            unpacked = os.path.join(staging, pin.member.rstrip("/"))
            put(home, pin, lambda temporary: os.rename(unpacked, temporary))


def install(home, pins):
    missing = [pin for pin in pins if not in_place(home, pin)]
    if not missing:
        return
    from fetch import Index, fetch

    with Index() as index:
        for archive, group in groupby(missing, key=lambda pin: pin[:5]):
            package, version, filename, _, sha256 = archive
            path = fetch(index, package, version, filename, sha256, os.path.join(home, "partial"))
            unpack = unpack_wheel if filename.endswith(".whl") else unpack_source
            unpack(home, path, list(group))
            os.remove(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", required=True)
    parser.add_argument("--pins", required=True)
    parser.add_argument("--arch", required=True)
    parser.add_argument("prefixes", nargs="+")
    options = parser.parse_args()
    pins = [
        pin
        for pin in read_pins(options.pins, options.arch)
        if any(pin.installed.startswith(prefix) for prefix in options.prefixes)
    ]
    if not pins:
        raise InstallError(f"{options.pins} pins nothing for {' '.join(options.prefixes)} on {options.arch}")
    install(options.home, pins)
    for pin in pins:
        path = os.path.join(options.home, pin.installed)
        size = 0 if os.path.isdir(path) else os.path.getsize(path)
        print(pin.installed, size, pin.sha256, pin.licence, f"{pin.package} {pin.version}", sep="\t")


def run():
    """main, with whatever goes wrong in one line."""
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "free some space there" if full else "see that the folder can be written"
        where = error.filename or "the cache"
        sys.exit(f"repartee: {error.strerror or error}: {where}; {advice} and run ./repartee setup again")
    except Exception as error:  # Whatever it is, the user gets one line.
        sys.exit(f"repartee: {error or type(error).__name__}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    run()
