"""Sounds while the agent talks: the caller asks, and makes a sound 4 to 5 s into the reply of 10 s.

What was heard is written down whole; one judge reads it for every framework.
"""

import asyncio
import random

from caller import now

TALK = 10.0
SHORT = 0.6


async def run(plan, clips, start_session):
    trigger, sounds = clips[0], clips[1:]
    trials, late, jobs = [], [], []
    for place in range(plan["sessions"]):
        session = await start_session()
        turns = [sounds[i % len(sounds)] for i in range(place, plan["turns"], plan["sessions"])]
        jobs.append(_session(plan, session, trigger, turns, random.Random(place), trials))
        late.append(session.caller.late)
    await asyncio.gather(*jobs)
    return {"trials": trials}, [x for each in late for x in each]


async def _session(plan, session, trigger, sounds, chance, trials):
    await asyncio.sleep(3 + 3 * chance.random())
    for sound in sounds:
        session.reply_seconds = TALK
        said = now()
        session.caller.say(trigger)
        while (first := session.ledger.first_after(said)) is None and now() < said + 12:
            await asyncio.sleep(0.005)
        if first is None:
            trials.append({"clip": sound.name, "onset": 0, "reply": None, "heard": []})
            continue
        session.reply_seconds = SHORT
        await asyncio.sleep(max(0.0, first + 4 + chance.random() - now()))
        is_heard = plan["sound"] in ("speech", "backchannel")
        onset, offset = session.caller.say(sound, is_heard)
        # Speech is an end of the reply; after any other sound the reply must have time to go on.
        until = offset + 2 if plan["sound"] == "speech" else max(first + TALK + 0.5, offset + 4.5)
        while now() < max(until, session.ledger.end + 0.3):
            await asyncio.sleep(0.02)
        trials.append(_trial(session, sound, first, onset))
        await asyncio.sleep(1.2)


def _trial(session, sound, first, onset):
    zero = session.caller.start
    heard = session.ledger.runs(first, now(), zero)
    reply = [heard[0][1], round(TALK * 100)] if heard else None
    return {"clip": sound.name, "onset": round((onset - zero) * 1000, 2), "reply": reply, "heard": heard}
