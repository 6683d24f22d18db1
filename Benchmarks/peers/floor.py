"""Reply floor: turn after turn in one session, from the true end of speech to the first block of the reply."""

import asyncio
import random

from caller import now

REPLY_SECONDS = 0.6
PATIENCE = 6.0


async def run(plan, clips, start_session):
    session = await start_session()
    session.reply_seconds = REPLY_SECONDS
    await asyncio.sleep(4)
    chance = random.Random(7)
    turns = []
    for number in range(plan["turns"]):
        clip = clips[number % len(clips)]
        said = now()
        _, offset = session.caller.say(clip)
        while (first := session.ledger.first_after(said)) is None and now() < offset + PATIENCE:
            await asyncio.sleep(0.01)
        turns.append({"clip": clip.name, "ms": None if first is None else round((first - offset) * 1000, 2)})
        # Turns must not lock to one phase of any timer.
        pause = 1.2 + 0.3 * chance.random()
        while now() < max(session.ledger.end, offset) + pause:
            await asyncio.sleep(0.02)
    return {"turns": turns}, session.caller.late
