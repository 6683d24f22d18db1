"""Trains the two heads that tell a backchannel from a turn and writes them as Swift.

    python3 Training/overlap/train.py SEGMENTS.jsonl.gz --out Sources/ReparteeTurn/Overlap/OverlapWeights.swift

One file for each head: the second has `+Prefix` in its name. Python 3.9 and numpy are all it needs.
"""
import argparse

import data
import export
import features
import fit
import measure
import priors

MINIMUM_WORD = 10  # a word that fewer training segments have is an unknown word
MINIMUM_FEATURE = 3  # a feature that fewer rows have is left out
OVERLAP_WEIGHT = 2  # segments that start while another speaks are what is asked for
L1, L2 = 3e-5, 1e-5  # per row; chosen on three folds of the training meetings
PREFIXES = (1, 2, 3, 5, 8)  # words; beyond three so that long partials are judged as well as short ones


def cuts(row, is_whole):
    """The word counts at which a segment is shown to a head."""
    return [len(row.words)] if is_whole else [cut for cut in PREFIXES if cut <= len(row.words)]


def train_head(rows, is_whole):
    """Weights by feature. Fitted twice: the second time, words without any weight are unknown words."""
    vocabulary = common_words(rows)
    for _ in range(2):
        names, labels, weights = [], [], []
        for row in rows:
            for cut in cuts(row, is_whole):
                names.append(features.of(row.words[:cut], row.after_question, vocabulary, is_whole))
                labels.append(row.is_backchannel)
                weights.append(OVERLAP_WEIGHT if row.overlaps else 1)
        for words, after_question, label, weight in priors.rows():
            names.append(features.of(words, after_question, vocabulary, is_whole))
            labels.append(label)
            weights.append(weight)
        head = fit.fit(fit.Rows(names, labels, weights, MINIMUM_FEATURE), L1, L2)
        head = export.quantised(head)
        vocabulary = export.vocabulary_of(head)
    return head


def common_words(rows):
    counts = {}
    for row in rows:
        for word in set(row.words[: features.MAXIMUM_WORDS]):
            counts[word] = counts.get(word, 0) + 1
    return {word for word, count in counts.items() if count >= MINIMUM_WORD}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("segments")
    parser.add_argument("--out", required=True, help="the Swift file of the first head")
    parser.add_argument("--golden", action="store_true", help="print the test's table of probabilities")
    arguments = parser.parse_args()
    rows = data.read(arguments.segments)
    train = [row for row in rows if not data.is_test(row.meeting)]
    whole, prefix = train_head(train, True), train_head(train, False)
    export.write(arguments.out, "whole", whole)
    export.write(arguments.out.replace(".swift", "+Prefix.swift"), "prefix", prefix)
    test = [row for row in rows if data.is_test(row.meeting) and row.overlaps]
    measure.report(test, whole, prefix)
    if arguments.golden:
        measure.golden(whole, prefix)


if __name__ == "__main__":
    main()
