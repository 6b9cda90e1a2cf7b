"""The recommendations of each voorbeeld: "dit zou jíj eens moeten doen", with the reasons that made them.

    raw(a, b)   = Σ weight · signal(a, b)                  each signal between 0 and 1
    score(a, b) = raw(a, b) / hub(b) ** HUBS + a gesprek   hub(b): the mean of raw to the ten nearest b

The second line is local scaling: it takes from records that lie near everything (Schnitzer e.a. 2012, "Local and
Global Scaling Reduce Hubs in Space", JMLR 13). Then all records pick in turn, best first, so that none is picked
by too many; at last those that nobody picked get a place. Never the same municipality; order: score, date, id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log, sqrt

from parade import places
from parade.index import Index
from parade.likeness import LEADS, Likeness, neighbours
from parade.reasons import Reason, Teller, compared, listed, talks
from parade.records import Record

__all__ = ["Recommendation", "Recommender", "listed", "municipalities", "neighbours", "recommend"]

WEIGHTS = {
    "gesprek": 1000.0,  # someone pointed someone to it
    "tekst": 100.0,  # how alike the texts are; holds names and synonyms of all begrippen too
    "werkzame_elementen": 3.0,  # of the begrippen the most: another problem, the same mechanism
    "doelgroepen": 1.5,
    "themas": 1.0,
    "wetten": 0.5,
    "plaats": 1.0,  # a comparable municipality
    "anders_gelopen": 0.5,  # tells what went otherwise
}
LISTS = ("werkzame_elementen", "themas", "doelgroepen", "wetten")
SHOWN = 5
SAME_THEME = 2  # of one main thema, at most this many in a set
WISHES = ("plaats", "anders_gelopen")  # where it can, a set holds one of each
ENOUGH = 12.0  # below this raw score nothing is recommended
HUBS = 0.3
NEAREST = 10
KEY_WORDS = 120  # the words by which texts are compared
MOST = 3  # times the mean: no record is recommended more often
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


def municipalities(record: Record) -> frozenset[str]:
    """The official names of a record's municipalities, whatever name it uses."""
    found = [(name, places.find(name)) for name in record.get("gemeenten", [])]
    return frozenset(place.naam if place else name for name, place in found)


class Recommender:
    """Works out what fits, once, for all records of an index; `weights` differ only to measure a signal."""

    def __init__(self, index: Index, weights: dict[str, float] | None = None) -> None:
        self.index = index
        self.records = index.records
        self.weights = WEIGHTS if weights is None else weights
        self.numbers = {record.id: number for number, record in enumerate(self.records)}
        self.places = [municipalities(record) for record in self.records]
        self.talks = talks(index.collection)
        self.likeness = Likeness(index, KEY_WORDS)
        self.holders: dict[tuple[str, str], list[int]] = defaultdict(list)
        for doc, record in enumerate(self.records):
            for name in LISTS:
                for term in record.get(name, []):
                    self.holders[name, term].append(doc)
        self._teller: Teller | None = None

    @property
    def teller(self) -> Teller:
        """Made when the first reason is asked for."""
        if self._teller is None:
            self._teller = Teller(self.index)
        return self._teller

    def rarity(self, name: str, term: str) -> float:
        """ln(1 + N / n): the fewer records have a begrip, the more it says."""
        return log(1 + len(self.records) / len(self.holders[name, term]))

    def signals(self, one: int, two: int) -> dict[str, float]:
        """Each signal between two records, from 0 to 1, without its weight."""
        first, second = self.records[one], self.records[two]
        found = {}
        if second.id in self.talks.get(first.id, {}):
            found["gesprek"] = 1.0
        if likeness := self.likeness.of(one, two):
            found["tekst"] = likeness
        for name in LISTS:
            if shared := self._shared(first.get(name, []), second.get(name, []), name):
                found[name] = shared
        comparison = compared(first, second)
        if comparison.comparable:
            found["plaats"] = comparison.strength
        if found and second.get("anders_gelopen"):
            found["anders_gelopen"] = 1.0
        return found

    def _shared(self, mine: list[str], theirs: list[str], name: str) -> float:
        """The cosine of two lists of begrippen, each counted by its rarity."""
        shared = set(mine) & set(theirs)
        if not shared:
            return 0.0
        sums = [sum(self.rarity(name, term) for term in sorted(terms)) for terms in (shared, set(mine), set(theirs))]
        return sums[0] / sqrt(sums[1] * sums[2])

    def raw(self, signals: dict[str, float]) -> float:
        """The weighted sum of the signals between two records, without a gesprek."""
        return sum(self.weights[name] * strength for name, strength in signals.items() if name != "gesprek")

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
        told = [self.numbers[id] for id in self.talks.get(record.id, {}) if id in self.numbers]
        allowed = [other for other in found if self._elsewhere(doc, other)]
        best = sorted(allowed, key=lambda other: (-found[other], other))[:LEADS]
        return sorted({*best, *(other for other in told if self._elsewhere(doc, other))})

    def _elsewhere(self, one: int, two: int) -> bool:
        return one != two and not self.places[one] & self.places[two]

    def all(self, limit: int) -> dict[str, list[Recommendation]]:
        """The recommendations of every record."""
        ranked = self._ranked()
        sets = _Sets(self, ranked, max(limit, SHOWN)).picked
        return {
            record.id: [self._tell(doc, other, score) for other, score in sets[doc][:limit]]
            for doc, record in enumerate(self.records)
        }

    def _ranked(self) -> list[list[tuple[int, float]]]:
        """For each record the good candidates with their score, best first."""
        found: list[list[tuple[int, float, bool]]] = []
        hubs = []
        for doc in range(len(self.records)):
            row = []
            for other in self.candidates(doc):
                signals = self.signals(doc, other)
                row.append((other, self.raw(signals), "gesprek" in signals))
            nearest = sorted((raw for _, raw, _ in row), reverse=True)[:NEAREST]
            hubs.append(sum(nearest) / len(nearest) if nearest and sum(nearest) else 1.0)
            found.append([each for each in row if each[1] >= ENOUGH or each[2]])
        return [
            self.ordered([(other, raw / hubs[other] ** HUBS + told * self.weights["gesprek"]) for other, raw, told in row])
            for row in found
        ]

    def ordered(self, scored: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """By score, then date (the newest first), then id."""
        by_id = sorted(scored, key=lambda each: self.records[each[0]].id)
        return sorted(by_id, key=lambda each: (each[1], date_of(self.records[each[0]])), reverse=True)

    def _tell(self, doc: int, other: int, score: float) -> Recommendation:
        signals = self.signals(doc, other)
        why = tuple(self.teller.reasons(doc, other, signals, self.likeness.shared(doc, other)))
        return Recommendation(self.records[other], score, tuple(reason.text for reason in why), signals, why)


def date_of(record: Record) -> str:
    """The last date that a record gives of itself, or nothing."""
    period = record.get("periode", {})
    return str(record.get("gecontroleerd") or period.get("tot") or period.get("van") or "")


class _Sets:
    """Deals the recommendations: all records pick in turn, so that the best fits go first."""

    def __init__(self, recommender: Recommender, ranked: list[list[tuple[int, float]]], limit: int) -> None:
        self.all = recommender
        self.ranked = ranked
        self.limit = limit
        self.themes = [record.get("themas", [""])[0] for record in recommender.records]
        most = MOST * limit
        for _ in range(limit):
            self._deal(most)
            self._rescue(most)
            total = sum(self.counts)
            if not total or max(self.counts) * len(ranked) <= MOST * total:
                break
            most = max(1, MOST * total // len(ranked))
        self.picked = [recommender.ordered(chosen) for chosen in self.chosen]

    def _deal(self, most: int) -> None:
        self.chosen: list[list[tuple[int, float]]] = [[] for _ in self.ranked]
        self.counts = [0] * len(self.ranked)
        for _ in range(self.limit):
            for doc in range(len(self.ranked)):
                if pick := self._pick(doc, most):
                    self.chosen[doc].append(pick)
                    self.counts[pick[0]] += 1

    def _pick(self, doc: int, most: int) -> tuple[int, float] | None:
        """The best that may still be added; with the last places come the wishes that are still open."""
        chosen = self.chosen[doc]
        here = {other for other, _ in chosen}
        themes = Counter(self.themes[other] for other in here)
        left = [each for each in self.ranked[doc] if each[0] not in here and self._fits(each, themes)]
        free = [each for each in left if self.counts[each[0]] < most]
        if not free:
            return left[0] if left and not chosen else None
        wanted = self._open(doc, here, free)
        if len(wanted) >= self.limit - len(chosen):
            return wanted[0]
        return free[0]

    def _fits(self, each: tuple[int, float], themes: Counter[str]) -> bool:
        told = each[1] >= self.all.weights["gesprek"] > 0
        return told or not self.themes[each[0]] or themes[self.themes[each[0]]] < SAME_THEME

    def _open(self, doc: int, here: set[int], free: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """For each wish that the set does not fulfil yet, the best that would."""
        found = []
        for wish in WISHES:
            if not any(self._fulfils(doc, other, wish) for other in here):
                found += [each for each in free if self._fulfils(doc, each[0], wish)][:1]
        return found

    def _fulfils(self, doc: int, other: int, wish: str) -> bool:
        record = self.all.records[other]
        if wish == "anders_gelopen":
            return bool(record.get("anders_gelopen"))
        return compared(self.all.records[doc], record).comparable

    def _rescue(self, most: int) -> None:
        """Give each record that nobody picked a place with the one it fits best."""
        for lost in range(len(self.ranked)):
            if self.counts[lost] == 0:
                for host, _ in self.ranked[lost]:
                    if self._take_in(host, lost):
                        break

    def _take_in(self, host: int, lost: int) -> bool:
        """Add it to a set, or put it in the place of the least that can be spared there."""
        score = next((score for other, score in self.ranked[host] if other == lost), None)
        if score is None:  # not among its likeliest: score it as it would have been
            score = min((score for _, score in self.ranked[host]), default=ENOUGH)
        chosen = self.chosen[host]
        spare: list[tuple[int, float] | None] = [None] if len(chosen) < self.limit else []
        spare += [each for each in reversed(self.all.ordered(chosen)) if self.counts[each[0]] > 1]
        for each in spare:
            rest = [other for other in chosen if other != each]
            themes = Counter(self.themes[other] for other, _ in rest)
            if each and each[1] >= self.all.weights["gesprek"] > 0:
                continue
            if self._fits((lost, score), themes) and self._keeps_wishes(host, chosen, [*rest, (lost, score)]):
                self.chosen[host] = [*rest, (lost, score)]
                self.counts[lost] += 1
                if each:
                    self.counts[each[0]] -= 1
                return True
        return False

    def _keeps_wishes(self, host: int, before: list[tuple[int, float]], after: list[tuple[int, float]]) -> bool:
        return all(
            any(self._fulfils(host, other, wish) for other, _ in after)
            or not any(self._fulfils(host, other, wish) for other, _ in before)
            for wish in WISHES
        )
