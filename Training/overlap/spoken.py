"""Words as the classifier sees them. Sources/ReparteeTurn/Overlap/SpokenWords.swift does the same, byte for byte."""

SPELLINGS = {
    "mmhmm": "mmhmm mhm mhmm mmhm umhmm umhm umhum uhmhm mmhmmhm mmhmmhmm mhmmhm mhmmhmm unhunh",
    "hmm": "hmm hm hmmhmm hmmhmmhmm hmhm",
    "mm": "mm mmm",
    "uhhuh": "uhhuh uhuhhuh ahhuh ahuh",
    "uhuh": "uhuh huhuh nuhuh nuhhuh",
    "okay": "okay ok okey okie kay mkay mmkay",
    "yeah": "yeah yea yah ya yeh",
    "yep": "yep yup",
    "um": "um uhm erm",
    "uh": "uh er",
    "oh": "oh ooh",
    "ah": "ah aah ahh",
    "alright": "alright alrighty",
}
CANONICAL = {form: word for word, forms in SPELLINGS.items() for form in forms.split()}
PAIRS = {
    ("uh", "huh"): "uhhuh",
    ("mm", "hmm"): "mmhmm",
    ("um", "hmm"): "mmhmm",
    ("uh", "uh"): None,
    ("all", "right"): "alright",
}
PAIRS = {pair: word for pair, word in PAIRS.items() if word}
BRACKETS = {"(": ")", "[": "]", "<": ">"}


def squeeze(token: str, to: int) -> str:
    """Runs of three equal letters or more, cut to `to` letters."""
    out, i = [], 0
    while i < len(token):
        j = i
        while j < len(token) and token[j] == token[i]:
            j += 1
        out.append(token[i] * (to if j - i >= 3 else j - i))
        i = j
    return "".join(out)


def canonical(joined: str):
    for form in (joined, squeeze(joined, 2), squeeze(joined, 1)):
        if form in CANONICAL:
            return CANONICAL[form]
    return None


def chunks(text: str):
    """Stretches between spaces, each a list of parts between hyphens, underscores and the like."""
    parts, part, closing = [], [], None
    for c in text + " ":
        if closing:
            if c == closing:
                closing = None
            continue
        if c in BRACKETS:
            closing = BRACKETS[c]
            c = " "
        if c in ".'\u2018\u2019":
            continue
        if c.isascii() and c.isalnum() or not c.isascii() and not 0x2000 <= ord(c) < 0x2070:
            part.append(c)
            continue
        if part:
            parts.append("".join(part))
            part = []
        if c not in "-_\u2010\u2011" and parts:
            yield parts
            parts = []
    if parts:
        yield parts


def words(text: str):
    out = []
    for parts in chunks(text.lower()):
        whole = canonical("".join(parts))
        for word in [whole] if whole else [canonical(p) or p for p in parts]:
            if out and (out[-1], word) in PAIRS:
                out[-1] = PAIRS[(out[-1], word)]
            else:
                out.append(word)
    return out


def is_question(text: str) -> bool:
    return text.rstrip(" \n\t\"").endswith("?")
