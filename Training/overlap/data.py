"""Rows of the segments file, their labels and their split."""
import gzip
import json

import spoken


class Row:
    def __init__(self, record):
        self.meeting = record["conv"]
        self.words = spoken.words(record["text"])
        self.after_question = bool(record["q"])
        self.overlaps = bool(record["ov"])
        label = record["lab"]
        # An acknowledgement right after a question is its answer.
        self.is_backchannel = label == "S" or (label == "W" and not self.after_question)


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [Row(json.loads(line)) for line in lines]
    return [row for row in rows if row.words]


def is_test(meeting):
    """By meeting: FNV-1a (32 bits) of its name, modulo 7, below 2."""
    value = 2166136261
    for byte in meeting.encode("utf-8"):
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value % 7 < 2
