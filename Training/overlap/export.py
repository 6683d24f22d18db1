"""Weights as small integers and as Swift source."""
import textwrap

SCALE = 16


def quantised(head):
    """Weights in sixteenths, zeros left out."""
    rounded = {name: round(weight * SCALE) for name, weight in head.items()}
    return {name: weight for name, weight in sorted(rounded.items()) if weight}


def vocabulary_of(head):
    """The words that any weight names. "0" and "*" stand for classes, "1", "?" and "#n" are no words."""
    words = set()
    for name in head:
        words.update(name.rstrip("?").split("_"))
    return {word for word in words if word.isalpha()} | {w for w in words if not w.isascii()}


def write(path, name, head):
    pairs = " ".join("%s %d" % pair for pair in head.items())
    lines = textwrap.wrap(pairs, 96, break_long_words=False, break_on_hyphens=False)
    with open(path, "w", encoding="utf-8") as out:
        out.write(HEADER % (TITLES[name], SCALE, name))
        out.write("".join("    %s\n" % line for line in lines))
        out.write('    """\n}\n')


HEADER = """\
/// Written by Training/overlap/train.py; not to be edited.
extension OverlapWeights {
  /// The head for %s: features and their weights in 1/%d of a logit.
  static let %s = \"""
"""

TITLES = {"whole": "whole segments", "prefix": "the first words of segments"}
