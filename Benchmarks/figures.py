#!/usr/bin/env python3
"""Puts the figures in Benchmarks/results/*.json into README.md and docs/benchmarks.md; with --check only looks.

A table stands between `<!-- figures: NAME -->` and `<!-- end of figures -->`. The files are what the commands print
with --json, and are replaced by running those again.
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "Benchmarks" / "results"
PAGES = ["README.md", "docs/benchmarks.md"]
BEGIN, CLOSE, END = "<!-- figures: ", " -->\n", "<!-- end of figures -->"


def shown(value, digits=0):
    if value is None:
        return "–"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def peers():
    return json.loads((RESULTS / "peers.json").read_text())


def peer_rows(part):
    """The table whose title begins with `part`."""
    return next(t["rows"] for t in peers()["tables"] if t["title"].startswith(part))


def peer_table(part, columns):
    """`columns`: name in the JSON, and how many decimals."""
    rows = [[shown(row[name], digits) for name, digits in columns] for row in peer_rows(part)]
    return table([name for name, _ in columns], rows)


def peers_run():
    report = peers()["report"]
    loads = [run["load_before"] for run in report["runs"] if run.get("load_before") is not None]
    rounds = report["rounds"]
    return (f"{report['date'][:10]}, commit {report['commit']}, {report['machine']['processor']}, "
            f"{report['machine']['cores']} cores, {rounds} round{'' if rounds == 1 else 's'}, "
            f"load before a start {min(loads):.1f} to {max(loads):.1f}.\n")


def peers_floor():
    return peer_table("Reply floor", [
        ("framework", 0), ("n", 0), ("p50", 0), ("p95", 0), ("min", 0), ("max", 0), ("p50 by round", 0),
        ("> 2 s", 0), ("missed", 0), ("early", 0), ("load before", 0)])


def peers_sounds():
    return peer_table("Sounds", [
        ("sound", 0), ("framework", 0), ("n", 0), ("kept/resumed/dropped", 0), ("stop p50", 0), ("stop p95", 0),
        ("pause p50", 0), ("lost p50", 0), ("lost max", 0), ("new replies", 0), ("no reply", 0), ("load before", 0)])


def peers_density():
    return peer_table("Density", [
        ("sessions", 0), ("framework", 0), ("CPU per session, % of a core", 2), ("CPU in all, %", 0), ("turns", 0),
        ("missed", 0), ("reply p50", 0), ("reply p95", 0), ("lag p50", 1), ("lag p99", 1), ("lag max", 1),
        ("blocks late p99", 1), ("holds", 0), ("load before", 0)])


def peers_memory():
    return peer_table("Memory", [
        ("sessions", 0), ("framework", 0), ("per added session, private", 2), ("per added session, resident", 2),
        ("resident at the end", 0), ("CPU s to start one", 3)])


def peers_short():
    """README's: one column a framework."""
    names = ["LiveKit Agents", "Pipecat", "Repartee"]
    floor = {row["framework"]: row for row in peer_rows("Reply floor")}
    sounds = {(row["sound"], row["framework"]): row for row in peer_rows("Sounds")}

    def line(title, cell):
        return [title, *(cell(name) for name in names)]

    def pair(row, a, b):
        return f"{shown(row[a])} / {shown(row[b])}"

    def fates(sound, name):
        return [int(x) for x in sounds[sound, name]["kept/resumed/dropped"].split("/")]

    n = {sound: sounds[sound, "Repartee"]["n"] for sound in ("speech", "backchannel", "noise")}
    return table(["", *names], [
        line(f"reply floor p50 / p95, ms (n {floor['Repartee']['n']})", lambda x: pair(floor[x], "p50", "p95")),
        line(f"caller speaks over the agent: it is silent after, p50 / p95 ms (n {n['speech']})",
             lambda x: pair(sounds["speech", x], "stop p50", "stop p95")),
        line(f'"mm-hmm" over the agent: reply goes on / is lost (n {n["backchannel"]})',
             lambda x: "{} / {}".format(sum(fates("backchannel", x)[:2]), fates("backchannel", x)[2])),
        line(f"sneezes over the agent: not even paused (n {n['noise']})", lambda x: str(fates("noise", x)[0])),
    ])


def density(transport):
    def cells(row):
        lag = row.get("lag") or {}
        return [
            shown(row["sessions"]), shown(float(row["cpuMilliseconds"]), 1), shown(float(row["clientMilliseconds"]), 1),
            f"{100 * row['machineShare']:.0f} %", shown(row.get("megabytes"), 2), shown(float(row["setUp"]), 1),
            " / ".join(shown(lag.get(key), 1) for key in ("median", "p99", "most")),
            f"{row['floorMedian']:.0f} / {row['floorP95']:.0f}", f"{row['turns']}, {row['missed']}"]

    return table(
        ["calls", "server CPU, ms per call-second", "client", "machine", "private MB a call", "set-up ms",
         "lag p50 / p99 / max ms", "reply p50 / p95 ms", "turns, missed"], map(cells, density_rows(transport)))


def networks(rows):
    """A row for each network, WebRTC · WebSocket; one line of the file is a run over some of the losses."""
    runs = [json.loads(line) for line in (RESULTS / "networks.jsonl").read_text().splitlines() if line]
    cells = {(c["lossPercent"], c["jitter"], c["transport"]): c for run in runs for c in run["cells"]}
    places = sorted({key[:2] for key in cells})

    def both(place, cell):
        return " · ".join(cell(cells[(*place, transport)]) for transport in ("webrtc", "websocket"))

    return table(["loss, jitter", *rows], [
        [f"{place[0]} %, {place[1]} ms", *(both(place, cell) for cell in rows.values())] for place in places])


def span(figures, name):
    """The middle and the slow end, in whole milliseconds."""
    return " / ".join(shown(figures.get(name + end) and round(figures[name + end])) for end in ("P50", "P95"))


def wrong(direction):
    return lambda cell: f"{cell[direction]['errors']} ({cell[direction]['broken']})"


def replied(cell):
    replies = cell["replies"]
    times = " / ".join(shown(replies.get(end) and round(replies[end])) for end in ("p50", "p95"))
    return times + (f" ({replies['early']} early, {replies['missing']} none)" if replies["early"] + replies["missing"] else "")


def networks_up():
    return networks({
        "words wrong (broken)": wrong("up"), "delay p50 / p95": lambda cell: span(cell["up"], "delay"),
        "last sound p50 / p95": lambda cell: span(cell["up"], "whole"), "reply p50 / p95": replied})


def networks_down():
    return networks({
        "words wrong (broken)": wrong("down"), "delay p50 / p95": lambda cell: span(cell["down"], "delay"),
        "not whole after 30 s, up and down": lambda cell: f"{cell['up']['unfinished']}, {cell['down']['unfinished']}",
        "restored, made up, sent again": lambda cell: ", ".join(
            str(cell[name]) for name in ("recovered", "concealed", "retransmissions"))})


def transport_table(title, columns):
    """Of `bench transport --json`, which prints a table a line."""
    tables = [json.loads(line) for line in (RESULTS / "transport.jsonl").read_text().splitlines() if line]
    rows = next(t["rows"] for t in tables if t["title"].startswith(title))
    return table([name for name, _ in columns], [[shown(row[name], digits) for name, digits in columns] for row in rows])


def transport_echo():
    return transport_table("Microphone", [
        ("transport", 0), ("sweeps", 0), ("back", 0), ("p50", 0), ("p95", 0), ("min", 0), ("max", 0), ("chromium holds", 0),
        ("then playout", 0)])


def transport_path():
    return transport_table("What a packet", [
        ("way", 0), ("transport", 0), ("packets", 0), ("cpu p50", 1), ("cpu p99", 1), ("wall p50", 1), ("wall p99", 1)])


def transport_waits():
    return transport_table("How long sound waits", [
        ("way", 0), ("transport", 0), ("packets", 0), ("p50", 1), ("p99", 1), ("max", 1), ("held back", 0), ("lead", 0)])


def transport_sessions():
    return transport_table("What sessions", [
        ("transport", 0), ("sessions", 0), ("cpu ms/s", 1), ("private MB", 2), ("set-up ms", 1), ("client cpu ms/s", 1),
        ("machine %", 0), ("lag p99 ms", 1), ("reply p50 ms", 0), ("lost", 0)])


def density_rows(transport):
    return [json.loads(line) for line in (RESULTS / f"density-{transport}.jsonl").read_text().splitlines() if line]


def density_short():
    """README's: of each transport the most calls whose lag is within 20 ms, and the next row, where one was measured."""
    rows = []
    for transport, name in (("ws16k", "WebSocket, 16 kHz"), ("mulaw8k", "WebSocket, µ-law"), ("webrtc", "WebRTC")):
        found = density_rows(transport)
        good = [row for row in found if row["lag"]["p99"] <= 20 and not row["lost"]]
        for row in [good[-1], *found[len(good):len(good) + 1]]:
            rows.append([
                name, str(row["sessions"]), shown(float(row["lag"]["p99"]), 1), shown(float(row["cpuMilliseconds"]), 1),
                shown(row.get("megabytes"), 2), f"{row['floorMedian']:.0f} / {row['floorP95']:.0f}"])
    return table(["transport", "calls", "lag p99, ms", "server CPU, ms per call-second", "private MB a call",
                  "reply p50 / p95, ms"], rows)


FIGURES = {
    "networks-up": networks_up, "networks-down": networks_down,
    "peers-run": peers_run, "peers-floor": peers_floor, "peers-sounds": peers_sounds, "peers-density": peers_density,
    "peers-memory": peers_memory, "peers-short": peers_short,
    "density-ws16k": lambda: density("ws16k"), "density-mulaw8k": lambda: density("mulaw8k"),
    "density-webrtc": lambda: density("webrtc"), "density-short": density_short,
    "transport-echo": transport_echo, "transport-path": transport_path, "transport-waits": transport_waits,
    "transport-sessions": transport_sessions,
}


def filled(text):
    """The page with all its figures put in anew."""
    first, *parts = text.split(BEGIN)
    page = [first]
    for part in parts:
        name, rest = part.split(CLOSE, 1)
        _, after = rest.split(END, 1)
        page.append(f"{BEGIN}{name}{CLOSE}{FIGURES[name]()}{END}{after}")
    return "".join(page)


def main():
    stale = []
    for page in PAGES:
        path = ROOT / page
        old = path.read_text()
        new = filled(old)
        if new != old:
            stale.append(page)
            if "--check" not in sys.argv:
                path.write_text(new)
    if stale and "--check" in sys.argv:
        sys.exit(f"{', '.join(stale)}: figures are not those of Benchmarks/results; run Benchmarks/figures.py")
    print(f"figures: {', '.join(stale) + ' written' if stale else 'all as in Benchmarks/results'}")


if __name__ == "__main__":
    main()
