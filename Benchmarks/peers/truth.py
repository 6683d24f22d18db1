"""Where the sound of a clean recording begins and ends, by its energy alone; no voice detector takes part.

A frame of 10 ms is active within 30 dB of the 95th percentile frame; three active frames in a row are sound.
The same rule as in GroundTruth.swift. Standard library only, so that it can be tested anywhere.

  truth.py FILE    prints onset and offset of 16 kHz mono 32-bit floats, in samples
"""

import math
import sys
from array import array

FRAME = 160
RANGE_DB = 30.0


def levels(samples):
    """The level of each whole frame in decibels of full scale."""
    frames = (samples[i : i + FRAME] for i in range(0, len(samples) - FRAME + 1, FRAME))
    return [10 * math.log10(math.fsum(s * s for s in frame) / FRAME + 1e-12) for frame in frames]


def percentile(values, share):
    """With linear interpolation between neighbours."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def find(samples):
    """(onset, offset, which frames are active): the offset is the sample after the last sound."""
    decibels = levels(samples)
    if not decibels:
        return 0, len(samples), []
    threshold = percentile(decibels, 0.95) - RANGE_DB
    active = [level > threshold for level in decibels]
    runs = [i for i in range(len(active) - 2) if all(active[i : i + 3])]
    if not runs:
        return 0, len(samples), active
    return runs[0] * FRAME, (runs[-1] + 3) * FRAME, active


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    recording = array("f")
    with open(sys.argv[1], "rb") as file:
        recording.frombytes(file.read())
    print(*find(recording.tolist())[:2])
