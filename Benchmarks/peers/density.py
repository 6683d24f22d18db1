"""Many sessions in one process, in real time, each with a turn every 6 s: processor, memory, lag and replies."""

import asyncio
import time

from caller import TRANSCRIPT_DELAY, now

REPLY_SECONDS = 1.0
PERIOD = 6.0
FIRST_SECONDS = 8.0  # the first session finishes a turn before its memory is taken as the base
WARM_UP = 9.0


class Span:
    """The time in which turns count."""

    def __init__(self):
        self.is_open = False
        self.replies, self.turns, self.missed = [], 0, 0


async def run(plan, clips, start_session):
    count, span = plan["sessions"], Span()
    memory, sessions, jobs = {"imported": megabytes()}, [], []
    begin = time.process_time()
    for place in range(count):
        session = await start_session()
        session.reply_seconds = REPLY_SECONDS
        sessions.append(session)
        jobs.append(asyncio.create_task(_turns(session, clips, place, count, span)))
        if place == 0:
            await asyncio.sleep(FIRST_SECONDS)
            memory["first"] = megabytes()
        await asyncio.sleep(0.05)
    starting = (time.process_time() - begin) / count
    await asyncio.sleep(WARM_UP)
    for session in sessions:
        session.caller.late.clear()
    span.is_open, lag = True, []
    begin, cpu = now(), time.process_time()
    while now() < begin + plan["seconds"]:
        before = now()
        await asyncio.sleep(0.02)
        lag.append(max(0.0, now() - before - 0.02))
    figures = {
        "cpu": time.process_time() - cpu, "wall": now() - begin, "start_cpu": starting, "turns": span.turns,
        "missed": span.missed, "replies": span.replies, "lag": tail(lag), "memory": memory | {"end": megabytes()}}
    return {"density": figures}, [x for session in sessions for x in session.caller.late]


async def _turns(session, clips, place, count, span):
    start = now() + 1 + PERIOD * place / count
    while True:
        await asyncio.sleep(max(0.0, start - now()))
        start += PERIOD
        clip, said, counts = clips[place % len(clips)], now(), span.is_open
        place += 1
        _, offset = session.caller.say(clip)
        while (first := session.ledger.first_after(said)) is None and now() < start - 0.05:
            await asyncio.sleep(0.02)
        if not counts or not span.is_open:
            continue
        span.turns += 1
        # What comes before the transcript is the late reply to an earlier turn.
        if first is None or first < offset + 0.9 * TRANSCRIPT_DELAY:
            span.missed += 1
        else:
            span.replies.append(round((first - offset) * 1000, 2))


def tail(seconds):
    """Median, 99th percentile and maximum in milliseconds."""
    ordered = sorted(seconds)
    if not ordered:
        return [None, None, None]
    return [round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2) for share in (0.5, 0.99, 1)]


def megabytes():
    """Resident and private memory of this process."""
    kilobytes = {}
    with open("/proc/self/smaps_rollup") as file:
        for line in file.readlines()[1:]:
            name, value = line.split()[:2]
            kilobytes[name[:-1]] = int(value)
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {"resident": round(kilobytes["Rss"] / 1024, 2), "private": round(private / 1024, 2)}
