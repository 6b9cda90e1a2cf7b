"""How much a word weighs in a record: a whole number, so that sums are exact wherever they are made.

    impact = round(SCALE · idf · f / (f + K1 · (1 − B + B · length / mean length)))
    idf    = ln(1 + (N − n + 0.5) / (n + 0.5))

with f the word's count over all fields, each times the field's weight; length the record's count of
words, weighted the same way; n the records that hold the word, of N. This is BM25F (Robertson &
Zaragoza 2009, "The Probabilistic Relevance Framework", §3.6) with one length for the whole record
and an idf that stays positive in tiny collections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

K1 = 3.0
B = 0.7
SCALE = 5
TINY = 20  # records; in so few even a word that all have must count
SMALL = 190  # records; in a larger collection
LEAST = 4  # … lighter words are left out, or a phone must fetch too much; of one that all have its heaviest stay


def impacts(counts: Mapping[int, float], lengths: Sequence[float], mean_length: float) -> dict[int, int]:
    """A word's weight in each record that has it; `counts` is its count there, `lengths` are those of all records."""
    total, holding = len(lengths), len(counts)
    idf = log(1 + (total - holding + 0.5) / (holding + 0.5))
    weights: dict[int, int] = {}
    for doc, count in sorted(counts.items()):
        norm = K1 * (1 - B + B * lengths[doc] / mean_length)
        weights[doc] = round(SCALE * idf * count / (count + norm))
    if total <= TINY:
        return {doc: max(weight, 1) for doc, weight in weights.items()}
    least = max(1, min(LEAST if total > SMALL else 1, max(weights.values(), default=0)))
    return {doc: weight for doc, weight in weights.items() if weight >= least}


def mean(lengths: Sequence[float]) -> float:
    """The mean of the lengths of the records; 1 for an empty collection."""
    return sum(lengths) / len(lengths) if lengths else 1.0


def top(total: int) -> float:
    """What no word can weigh more than, in so many records."""
    return SCALE * log(2 * total + 2)
