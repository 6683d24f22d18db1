"""How far two texts differ, word by word."""
import re

NUMBERS = {word: str(i) for i, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}


def plain(text):
    """Words without case and punctuation; small numbers as digits, since recognisers write either."""
    return [NUMBERS.get(word, word) for word in re.findall(r"[a-z0-9']+", text.lower())]


def error_rate(said, written):
    """Word error rate: edits over the words said. 1 when nothing was said but something was written."""
    said, written = plain(said), plain(written)
    if not said:
        return float(bool(written))
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(written, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1] / len(said)
