"""Features of words said over somebody. Sources/ReparteeTurn/Overlap/OverlapClassifier.swift does the same."""

MAXIMUM_WORDS = 8
NUMBERS = set("""zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million""".split())


def of(words, after_question, vocabulary, is_whole):
    """Names of the features that are present, each once. `vocabulary` None: every word is known."""
    kept = [token(w, vocabulary) for w in words[:MAXIMUM_WORDS]]
    names = ["1", "#%d" % min(len(words), MAXIMUM_WORDS + 1)]
    if after_question:
        names.append("?")
    before = "^"
    for word in kept:
        names.append(word)
        names.append(before + "_" + word)
        if after_question:
            names.append(word + "?")
        before = word
    if is_whole and len(words) <= MAXIMUM_WORDS:
        names.append(before + "_$")
    return list(dict.fromkeys(names))


def token(word, vocabulary):
    """Numbers count as one word, and words that training saw too rarely as another."""
    if word in NUMBERS or any("0" <= c <= "9" for c in word):
        return "0"
    return word if vocabulary is None or word in vocabulary else "*"
