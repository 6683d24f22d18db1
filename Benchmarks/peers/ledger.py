"""The agent's voice, numbered, and what the caller heard of it.

The stand-in voice is a square wave of 1 kHz at 24 kHz; its amplitude is 1500 and the number of the 10 ms unit, so
that the caller knows which part of which reply was heard.
"""

import bisect

import numpy as np

from caller import now

RATE = 24000
UNIT = RATE // 100
HIGHEST = 30000


class Voice:
    """Numbers are unique within a trial and, for a session of some minutes, in the session."""

    def __init__(self):
        self.next = 0

    def reply(self, seconds):
        """The whole of a reply as bytes of 16 bits."""
        count = round(seconds * 100)
        if self.next + count > HIGHEST:
            self.next = 0
        units = np.arange(self.next, self.next + count) + 1500
        self.next += count
        sign = np.where(np.arange(count * UNIT) // 12 % 2 == 0, 1, -1)
        return (np.repeat(units, UNIT) * sign).astype(np.int16).tobytes()


class Ledger:
    """Every unit with the time at which a caller without a buffer and without a network heard it."""

    def __init__(self):
        self.times, self.units = [], []
        self.handed = []  # when blocks were handed over
        self.dry = 0.0  # when all that was handed over has been heard

    def play(self, pcm):
        """Takes a block now; it is heard when what came before it has been."""
        self.handed.append(now())
        start = max(self.handed[-1], self.dry)
        self.dry = start + len(pcm) / 2 / RATE
        middles = np.abs(np.frombuffer(pcm, np.int16)[UNIT // 2 :: UNIT].astype(np.int32)) - 1500
        for place, unit in enumerate(middles.tolist()):
            if unit >= 0:
                self.times.append(start + place * 0.01)
                self.units.append(unit)

    def clear(self):
        """An order to drop what has not been heard: obeyed at once."""
        moment = now()
        kept = bisect.bisect_left(self.times, moment)
        del self.times[kept:], self.units[kept:]
        self.dry = min(self.dry, moment)

    @property
    def end(self):
        return self.times[-1] + 0.01 if self.times else 0.0

    def first_after(self, moment):
        """When the first block from a moment on was handed over; None when none was."""
        place = bisect.bisect_left(self.handed, moment)
        return self.handed[place] if place < len(self.handed) else None

    def runs(self, start, end, zero):
        """[ms after zero, first unit, count] for each stretch heard without a break, from start to end."""
        runs = []
        first = bisect.bisect_left(self.times, start - 0.001)
        for moment, unit in zip(self.times[first:], self.units[first:]):
            if moment >= end:
                break
            ms = (moment - zero) * 1000
            if runs and unit == runs[-1][1] + runs[-1][2] and abs(ms - runs[-1][0] - 10 * runs[-1][2]) < 0.5:
                runs[-1][2] += 1
            else:
                runs.append([round(ms, 2), unit, 1])
        return runs
