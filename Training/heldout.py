"""Makes questions over the businesses that are never trained on.

    python heldout.py > heldout.json
    repartee eval facts heldout.json

The file has the format of the hand-written questions. An answer is right when it has the reference's numbers and names, and
at least the longest of its other words; that is strict on wording and lenient on grammar.
"""
import json
import random
import re
import sys

from dialogues import dialogue, is_held_out, load_businesses

REFUSES = r"don'?t (have|know)|not sure|no information|message|put you through|transfer|connect you|colleague|call you back|afraid|no details"
COMMON = set("that this with from have will your they them there when what which please would could about after before".split())


def must(answer):
    """Patterns for the content of a reference answer."""
    numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", answer)
    names = re.findall(r"(?<![.?!] )(?<!^)\b[A-Z][a-z]{2,}\b", answer)
    words = sorted((w for w in re.findall(r"[a-z]{4,}", answer) if w not in COMMON), key=len)
    kept = [rf"\b{re.escape(n)}\b" for n in dict.fromkeys(numbers)] + [re.escape(n) for n in dict.fromkeys(names)]
    return kept or [re.escape(w[:6]) for w in words[-1:]] or [r"."]


def questions(seed=4242):
    rng = random.Random(seed)
    made = []
    for business in filter(is_held_out, load_businesses()):
        prompt = dialogue(business, rng, varied=False)["system"]
        for qa in business["qa"]:
            made.append(dict(type="fact", system=prompt, turns=[rng.choice(qa["q"])], must=must(qa["a"][0]), mustnot=[]))
        for question in business["absent"][:3]:
            made.append(dict(type="absent", system=prompt, turns=[question], must=[REFUSES], mustnot=[]))
    return [dict(id=index, **question) for index, question in enumerate(made)]


if __name__ == "__main__":
    json.dump(questions(), sys.stdout, indent=1, ensure_ascii=False)
