"""Recordings as a caller says them: 16 kHz, at the level of the line, with their true beginning and end."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

import truth

RATE = 16000
LEVEL_DB = -23.0


@dataclass
class Clip:
    name: str
    pcm: np.ndarray  # 16-bit
    onset: int
    offset: int
    text: str


def load(folder, clip):
    """Reads one clip of a plan: {"file", "text", "from", "to", "burst"}, times in seconds."""
    samples, rate = soundfile.read(Path(folder) / clip["file"], dtype="float32", always_2d=True)
    samples = samples[:, 0]
    if rate != RATE:
        samples = soxr.resample(samples, rate, RATE, quality="HQ")
    if clip.get("to") is not None:
        samples = samples[int(clip["from"] * RATE) : int(clip["to"] * RATE)]
    if clip.get("burst") is not None:
        onset, offset, _ = truth.find(samples.tolist())
        margin = RATE // 20
        end = min(offset + margin, onset + int(clip["burst"] * RATE))
        samples = samples[max(0, onset - margin) : end]
    onset, offset, active = truth.find(samples.tolist())
    frames = samples[: len(active) * truth.FRAME].reshape(-1, truth.FRAME)[np.array(active)]
    loudness = np.sqrt(np.mean(frames.astype(np.float64) ** 2))
    scaled = np.clip(samples * (10 ** (LEVEL_DB / 20) / loudness), -1, 1) * 32767
    return Clip(Path(clip["file"]).stem, scaled.astype(np.int16), onset, offset, clip["text"])
