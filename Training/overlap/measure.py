"""Figures on the held-out meetings, and the golden table that the Swift test holds."""
import math

import numpy as np

import export
import features
import spoken

QUESTION_MARK = -1.5  # logits; see OverlapClassifier.swift
SAMPLES = """Mm-hmm.|Uh-huh.|OK|Okay.|Yeah.|Right?|Really?|Right.|Yeah, yeah, yeah.|Oh, I see.|Sure.|That's right.|All right.
|Stop.|Wait.|Hold on.|No.|No, no.|Excuse me.|Sorry.|What?|Actually|Five|5|Yeah, but|Yeah, but what about Sunday?
|Okay, so I need an appointment|I have a question.|Hello?|Can you repeat that?|Cancel|Operator|Mm|Hmm.|Yes.|Yes, please.|Great.
|Got it.|Thank you.|Okay thanks bye|Uh|Um|So|And|Oh|I|The|Good|Cool.|Exactly.|Wow!|Of course.|Is it open on Saturday?
|No that is not what I said at all I wanted Tuesday""".replace("\n", "").split("|")


def logit(head, text, after_question, is_whole):
    words = spoken.words(text)
    score = sum(head.get(n, 0) for n in names(head, words, after_question, is_whole)) / export.SCALE
    return score + (QUESTION_MARK if spoken.is_question(text) else 0)


def names(head, words, after_question, is_whole):
    return features.of(words, after_question, export.vocabulary_of(head), is_whole)


def probability(logit):
    return 1 / (1 + math.exp(-logit))


def golden(whole, prefix):
    for text in SAMPLES:
        row = [logit(h, text, q, h is whole) for h in (whole, prefix) for q in (False, True)]
        print('    ("%s", [%s]),' % (text, ", ".join("%.4f" % probability(x) for x in row)))


def report(rows, whole, prefix):
    labels = np.array([row.is_backchannel for row in rows], float)
    print("n %d, backchannels %.3f" % (len(rows), labels.mean()))
    for cut in (None, 1, 2, 3):
        head = whole if cut is None else prefix
        vocabulary = export.vocabulary_of(head)
        scores = [
            sum(head.get(n, 0) for n in features.of(r.words[:cut], r.after_question, vocabulary, cut is None))
            for r in rows
        ]
        print("%s words: %s" % (cut or "all", figures(np.array(scores, float), labels)))


def figures(scores, labels):
    chosen = scores >= 0
    hits = float((chosen & (labels == 1)).sum())
    precision, recall = hits / max(chosen.sum(), 1), hits / labels.sum()
    turns = np.sort(scores[labels == 0])[::-1]
    kept = ["%.3f" % (scores[labels == 1] > turns[int(s * len(turns))]).mean() for s in (0.01, 0.02, 0.05)]
    return "P %.3f R %.3f F1 %.3f AUC %.3f, kept at 1/2/5 %%: %s" % (
        precision, recall, 2 * precision * recall / (precision + recall), area(scores, labels), " ".join(kept))


def area(scores, labels):
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positives = labels.sum()
    negatives = len(labels) - positives
    return (ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives)
