"""The scripted caller, in real time: the same for every framework.

Block k holds the samples of the 20 ms that begin at k * 20 ms and is handed over when the last of them would have
been spoken. The schedule is absolute: who reads late gets blocks late, and the caller does not slow down.
"""

import asyncio
import functools
import time

import numpy as np

from sound import RATE

now = time.monotonic
BLOCK = 320
BLOCK_SECONDS = BLOCK / RATE
NOISE_DB = -60.0
TRANSCRIPT_DELAY = 0.1


@functools.cache
def line_noise():
    """Four seconds of white noise in blocks, heard again and again: a line is never digitally silent."""
    amplitude = 10 ** (NOISE_DB / 20) * 32767
    noise = np.random.default_rng(1).normal(0, amplitude, RATE * 4)
    return noise.astype(np.int16).reshape(-1, BLOCK)


class Caller:
    def __init__(self):
        self.on_text = lambda text: None  # a framework's stand-in recogniser puts itself here
        self.late = []  # seconds, for every block that was read
        self.start = None
        self.index = 0  # of the next block
        self.clip = None  # (first sample, samples)
        self.noise = line_noise()

    def say(self, clip, is_heard=True):
        """Starts a clip with the next block and gives its true onset and offset on now()'s clock.

        Its transcript comes 100 ms after the true offset, whatever the framework makes of it.
        """
        first = (self.index + 1) * BLOCK
        self.clip = (first, clip.pcm)
        onset, offset = (self.start + (first + s) / RATE for s in (clip.onset, clip.offset))
        if is_heard and clip.text:
            loop = asyncio.get_running_loop()
            loop.call_at(offset + TRANSCRIPT_DELAY, lambda: self.on_text(clip.text))
        return onset, offset

    async def next_block(self):
        """The next 20 ms, 16-bit, once they have been spoken."""
        if self.start is None:
            self.start = now()
        due = self.start + (self.index + 1) * BLOCK_SECONDS
        await asyncio.sleep(max(0.0, due - now()))
        self.late.append(max(0.0, now() - due))
        block = self._block(self.index)
        self.index += 1
        return block

    def _block(self, index):
        block = self.noise[index % len(self.noise)]
        if self.clip is None:
            return block
        first, pcm = self.clip
        part = pcm[max(0, index * BLOCK - first) : max(0, (index + 1) * BLOCK - first)]
        if index * BLOCK >= first + len(pcm):
            self.clip = None
        if len(part) == 0:
            return block
        mixed = block.astype(np.int32)
        mixed[: len(part)] += part
        return np.clip(mixed, -32768, 32767).astype(np.int16)
