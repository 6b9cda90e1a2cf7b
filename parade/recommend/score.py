"""The recommendations of each voorbeeld: "dit zou jíj eens moeten doen", with the reasons that made them.

    score(a, b) = Σ weight · signal(a, b)      each signal between 0 and 1

Then all records pick in turn, best first, so that none is picked by too many; at last those that nobody picked get
a place. Never the same municipality; order: score, date, id.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log, sqrt

from parade.index.index import Index
from parade.model.record import Collection, Record
from parade.places.register import municipalities
from parade.recommend.adoption import Adoptions
from parade.recommend.choose import Scored, Sets, ordered
from parade.recommend.gesprekken import talks
from parade.recommend.likeness import LEADS, Likeness, heaviest, neighbours
from parade.recommend.reasons import Reason, Teller, compared

__all__ = ["Recommendation", "Recommender", "neighbours", "recommend"]

WEIGHTS = {
    "gesprek": 1000.0,  # someone pointed someone to it
    "overgenomen": 10.0,  # one took it over from the other
    "tekst": 100.0,  # how alike the texts are; holds names and synonyms of all begrippen too
    "werkzame_elementen": 6.0,  # of the begrippen the most: another problem, the same mechanism
    "doelgroepen": 1.5,
    "themas": 1.0,
    "wetten": 0.5,
    "plaats": 1.0,  # a comparable municipality
    "anders_gelopen": 0.5,  # tells what went otherwise
    "nagevolgd": 0.5,  # others took it up
}
LISTS = ("werkzame_elementen", "themas", "doelgroepen", "wetten")
SHOWN = 5
ENOUGH = 12.0  # below this raw score nothing is recommended
SHARED = 3.0  # unless the begrippen alone bring this much
LIKE, FITS = "lijkt op", "past bij"
DOUBLE = 0.6  # from this likeness of text two records may be the same; in one municipality from `DOUBLE_HERE` on
DOUBLE_HERE = 0.45
KEY_WORDS = 120  # the words by which texts are compared
COMMON = 60  # a begrip that more records have brings no candidates


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Another voorbeeld that fits, with its score and the reasons that made it."""

    record: Record
    score: float
    redenen: tuple[str, ...]
    signals: dict[str, float]
    why: tuple[Reason, ...] = field(default=(), compare=False, repr=False)


def recommend(index: Index, limit: int = SHOWN) -> dict[str, list[Recommendation]]:
    """For each voorbeeld, by id, the others to recommend, best first."""
    return Recommender(index).all(limit)


def similar(collection: Collection, draft: Record, limit: int = SHOWN) -> list[tuple[str, Recommendation]]:
    """What a draft looks like: first what may be the same (`LIKE`), of any municipality, then what fits (`FITS`)."""
    others = [record for record in collection if (record.kind, record.id) != (draft.kind, draft.id)]
    recommender = Recommender(Index(Collection([*others, draft])))
    same = recommender.doubles(recommender.numbers[draft.id])
    fits = recommender.all(limit)[draft.id]
    told = [(LIKE, each) for each in same]
    told += [(FITS, each) for each in fits if each.record not in {each.record for each in same}]
    return told[:limit]


class Recommender:
    """Works out what fits, once, for all records of an index; `weights` differ only to measure a signal."""

    def __init__(self, index: Index, weights: dict[str, float] | None = None) -> None:
        self.index = index
        self.records = index.records
        self.weights = WEIGHTS if weights is None else weights
        self.numbers = {record.id: number for number, record in enumerate(self.records)}
        self.places = [municipalities(record) for record in self.records]
        self.talks = talks(index.collection)
        self.adoptions = Adoptions(index.collection)
        self.likeness = Likeness(index, KEY_WORDS, narrow=True)
        self.holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for doc, record in enumerate(self.records):
            for name in LISTS if self.likeness.copies[doc] == doc else ():
                for term in record.get(name, []):
                    self.holders[name, term].append(doc)
        # ln(1 + N / n): the fewer records have a begrip, the more it says.
        self.rarity = {key: log(1 + len(self.records) / len(docs)) for key, docs in self.holders.items()}
        self.terms = [{name: self._rarities(record, name) for name in LISTS} for record in self.records]

    def _rarities(self, record: Record, name: str) -> dict[str, float]:
        return {term: self.rarity.get((name, term), 0.0) for term in record.get(name, [])}

    @cached_property
    def teller(self) -> Teller:
        """Made when the first reason is asked for."""
        return Teller(self.index)

    def signals(self, one: int, two: int) -> dict[str, float]:
        """Each signal between two records, from 0 to 1, without its weight; for a list of begrippen their cosine."""
        first, second = self.records[one], self.records[two]
        found = {}
        if self.pointed(one, two):
            found["gesprek"] = 1.0
        if self.adoptions.between(first, second):
            found["overgenomen"] = 1.0
        if likeness := self.likeness.of(one, two):
            found["tekst"] = likeness
        for name in LISTS:
            mine, theirs = self.terms[one][name], self.terms[two][name]
            if shared := [rarity for term, rarity in mine.items() if term in theirs]:
                found[name] = sum(shared) / sqrt(sum(mine.values()) * sum(theirs.values()))
        comparison = compared(first, second)
        if comparison.comparable:
            found["plaats"] = comparison.strength
        if found and second.get("anders_gelopen"):
            found["anders_gelopen"] = 1.0
        if found and self.adoptions.elsewhere(first, second):
            found["nagevolgd"] = 1.0
        return found

    def pointed(self, one: int, two: int) -> bool:
        """Whether in a gesprek someone pointed the first to the second."""
        return self.records[two].id in self.talks.get(self.records[one].id, {})

    def score(self, signals: dict[str, float]) -> float:
        """The weighted sum of the signals between two records; rounded, so that equal fits stay equal."""
        return round(sum(self.weights[name] * strength for name, strength in signals.items()), 6)

    def candidates(self, doc: int) -> list[int]:
        """The records of other municipalities that may fit, by number: those pointed to, and the likeliest `LEADS`."""
        record = self.records[doc]
        found: dict[int, float] = defaultdict(float)
        for other, about in self.likeness.leads(doc).items():
            found[other] = self.weights["tekst"] * about
        for name in LISTS:
            for term in record.get(name, []):
                if len(self.holders[name, term]) <= COMMON:
                    for other in self.holders[name, term]:
                        found[other] += self.weights[name] / len(record[name])
        named = (*self.talks.get(record.id, {}), *self.adoptions.around(record))
        told = [self.numbers[id] for id in named if id in self.numbers]
        told += [self.likeness.next_copy[doc]]
        best = [other for other in heaviest(found, 2 * LEADS) if self._elsewhere(doc, other)][:LEADS]
        return sorted({*best, *(other for other in told if self._elsewhere(doc, other))})

    def _elsewhere(self, one: int, two: int) -> bool:
        """Whether another record is of other municipalities; of its own copies only the next one is looked at."""
        copies = self.likeness.copies
        again = copies[one] == copies[two] and two != self.likeness.next_copy[one]
        return one != two and not again and not self.places[one] & self.places[two]

    def all(self, limit: int) -> dict[str, list[Recommendation]]:
        """The recommendations of every record."""
        ranked = self.ranked()
        pointed = [frozenset(other for other, _ in row if self.pointed(doc, other)) for doc, row in enumerate(ranked)]
        known: dict[tuple[int, Scored], Recommendation] = {}  # each pair is told once, however often is dealt
        while True:
            sets = Sets(self.records, ranked, pointed, self.likeness.copies, max(limit, SHOWN)).picked
            for doc, row in enumerate(sets):
                known |= {(doc, pick): self._tell(doc, *pick) for pick in row if (doc, pick) not in known}
            told = [[known[doc, pick] for pick in row] for doc, row in enumerate(sets)]
            # What cannot be explained is not recommended.
            shown = [[each for each in row if each.why] for row in told]
            if _ids(told) == _ids(shown):
                return {record.id: row[:limit] for record, row in zip(self.records, shown, strict=True)}
            # For that a record would be recommended nowhere: deal again, without the pairs that say nothing.
            mute = {
                frozenset((doc, self.numbers[each.record.id]))
                for doc, row in enumerate(told)
                for each in row
                if not each.why
            }
            ranked = [[each for each in row if {doc, each[0]} not in mute] for doc, row in enumerate(ranked)]

    def doubles(self, doc: int) -> list[Recommendation]:
        """The records that may be the same as this one, the likeliest first."""
        found = []
        for other in self.likeness.leads(doc):
            likeness = self.likeness.of(doc, other)
            here = bool(self.places[doc] & self.places[other])
            if likeness >= (DOUBLE_HERE if here else DOUBLE):
                found.append((other, self.weights["tekst"] * likeness))
        return [self._as_double(doc, other, score) for other, score in ordered(self.records, found)]

    def _as_double(self, doc: int, other: int, score: float) -> Recommendation:
        told = self._tell(doc, other, score)
        here = ", ook in dezelfde gemeente" if self.places[doc] & self.places[other] else ""
        reason = Reason(f"Misschien is dit hetzelfde: de teksten lijken veel op elkaar{here}.", "tekst")
        return replace(told, redenen=(reason.text, *told.redenen), why=(reason, *told.why))

    def ranked(self) -> list[list[Scored]]:
        """For each record the candidates that fit, with their score, best first."""
        return [ordered(self.records, self._fitting(doc)) for doc in range(len(self.records))]

    def _fitting(self, doc: int) -> list[Scored]:
        found = []
        for other in self.candidates(doc):
            signals = self.signals(doc, other)
            score = self.score(signals)
            shared = sum(self.weights[name] * signals.get(name, 0.0) for name in LISTS)
            if score >= ENOUGH or shared >= SHARED:
                found.append((other, score))
        return found

    def _tell(self, doc: int, other: int, score: float) -> Recommendation:
        signals = self.signals(doc, other)
        why = tuple(self.teller.reasons(doc, other, signals, self.likeness.shared(doc, other)))
        return Recommendation(self.records[other], score, tuple(reason.text for reason in why), signals, why)


def _ids(sets: list[list[Recommendation]]) -> set[str]:
    return {each.record.id for row in sets for each in row}
