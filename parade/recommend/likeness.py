"""How alike the texts of two voorbeelden are, and which lie nearest; from the index, without comparing all pairs.

    likeness(a, b) = Σ impact(w, a) · impact(w, b) / (|a| · |b|)      the cosine, over the heaviest words of each

The records near one are looked for in champion lists (Manning, Raghavan & Schütze 2008, "Introduction to
Information Retrieval", §7.1.3): of each word only the records in which it weighs most. So the work grows
with the number of records, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest
from itertools import islice
from math import log, sqrt
from operator import itemgetter

from parade.index.index import Index
from parade.index.pieces import CONCEPT
from parade.index.sentences import field_text

NEIGHBOUR_WORDS = 80  # by so many words the records near one are found
CHAMPIONS = 30  # of each word, so many records are looked at
FEW = 20  # below so many records, word weights are worked out anew
COPY = 0.9  # from this likeness on, one text is a copy of the other
COPY_WORDS = 5  # the heaviest words of a text, by which its copies are looked for
LEADS = 30  # so many of what is found are compared in full


class Likeness:
    """The heaviest words of every record, and who else has them.

    `narrow` leaves out where a record is and the themas that it touches, which say little of what it is about; and of
    copies of one text, only the first is looked for.
    """

    def __init__(self, index: Index, words: int, narrow: bool = False) -> None:
        self.vectors: list[dict[str, float]] = _vectors(index, words)
        if narrow:
            themas = {CONCEPT + term.id for term in index.collection["themas"]}
            for doc, vector in enumerate(self.vectors):
                for word in _place_words(index, doc) | themas:
                    vector.pop(word, None)
        self.norms = [sqrt(sum(weight**2 for weight in vector.values())) or 1.0 for vector in self.vectors]
        self.champions = self._champions(range(len(self.vectors)))
        self.copies = self._copies()
        rings: dict[int, list[int]] = defaultdict(list)
        for doc, first in enumerate(self.copies):
            rings[first].append(doc)
        self.next_copy = {
            doc: other for ring in rings.values() for doc, other in zip(ring, ring[1:] + ring[:1], strict=True)
        }
        if narrow:  # copies would take the places of all others
            self.champions = self._champions(doc for doc, first in enumerate(self.copies) if doc == first)

    def _champions(self, docs: Iterable[int]) -> dict[str, list[tuple[int, float]]]:
        """For each word those of the records in which it weighs most."""
        holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for doc in docs:
            for word, weight in islice(self.vectors[doc].items(), NEIGHBOUR_WORDS):
                holders[word].append((doc, weight))
        return {
            word: sorted(found, key=lambda holder: (-holder[1], holder[0]))[:CHAMPIONS]
            for word, found in holders.items()
        }

    def _copies(self) -> list[int]:
        """For each record the number of the first one with the same text, mostly its own.

        Only the records that share its heaviest words are looked at; of too few words nothing can be said.
        """
        found: list[int] = []
        for doc, vector in enumerate(self.vectors):
            lead = list(vector)[:COPY_WORDS] if len(vector) >= COPY_WORDS else []
            near = {other for word in lead for other, _ in self.champions.get(word, ()) if other < doc}
            found.append(next((found[other] for other in sorted(near) if self.of(doc, other) >= COPY), doc))
        return found

    def of(self, one: int, two: int) -> float:
        """The likeness of two records, 0 to 1."""
        mine, theirs = self.vectors[one], self.vectors[two]
        shared = sum([mine[word] * theirs[word] for word in mine.keys() & theirs.keys()])
        return round(shared / (self.norms[one] * self.norms[two]), 9)  # whatever the order of the sum

    def shared(self, one: int, two: int) -> dict[str, float]:
        """The words that both have, with what each adds to their likeness."""
        mine, theirs = self.vectors[one], self.vectors[two]
        norm = self.norms[one] * self.norms[two]
        return {word: weight * theirs[word] / norm for word, weight in mine.items() if word in theirs}

    def leads(self, doc: int) -> dict[int, float]:
        """The records that share a heavy word with this one, with about how alike they are."""
        sums: dict[int, float] = defaultdict(float)
        for word, weight in islice(self.vectors[doc].items(), NEIGHBOUR_WORDS):
            for other, theirs in self.champions.get(word, ()):
                sums[other] += weight * theirs
        sums.pop(doc, None)
        return {other: total / (self.norms[doc] * self.norms[other]) for other, total in sums.items()}


def _vectors(index: Index, words: int) -> list[dict[str, float]]:
    """The heaviest words of each record, heaviest first.

    Among few records most whole weights of the index are 0; then ln(1 + N / n) · f / (f + 1) takes their place.
    """
    total = len(index.records)
    if total >= FEW:
        return [dict(index.key_words(doc, words)) for doc in range(total)]
    found: list[dict[str, float]] = [{} for _ in range(total)]
    for term in sorted(index.vocabulary):
        counts = index.counts(term)
        for doc, count in counts.items():
            if len(counts) > 1:
                found[doc][term] = log(1 + total / len(counts)) * count / (count + 1)
    return [dict(sorted(vector.items(), key=lambda each: (-each[1], each[0]))[:words]) for vector in found]


def _place_words(index: Index, doc: int) -> set[str]:
    """The words, and their parts, by which a record names its municipalities and region."""
    text = "\n".join(field_text(index.records[doc], name) for name in ("gemeenten", "regio"))
    return set(index.analyser.terms(text))


def heaviest(found: dict[int, float], count: int) -> list[int]:
    """The records with the highest values; of equal ones those found first."""
    return [other for other, _ in nlargest(count, found.items(), key=itemgetter(1))]


def neighbours(index: Index, count: int = 5) -> list[list[int]]:
    """For each record, by number, the `count` nearest by text, of any municipality; best first, ties by number."""
    likeness = Likeness(index, NEIGHBOUR_WORDS)
    return [_nearest(likeness, doc, count) for doc in range(len(index.records))]


def _nearest(likeness: Likeness, doc: int, count: int) -> list[int]:
    found = likeness.leads(doc)
    exact = {other: likeness.of(doc, other) for other in heaviest(found, LEADS + count)}
    return sorted(exact, key=lambda other: (-exact[other], other))[:count]
