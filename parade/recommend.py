"""The nearest records of each voorbeeld, and from them the recommendations, with true reasons.

Signals, each between 0 and 1, times its weight in the table below. A human gesprek goes before all
else. Never the same municipality. Order: score, then id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log, sqrt

from parade import places
from parade.index import Index
from parade.records import Collection, Record

WEIGHTS = {"gesprek": 100.0, "tekst": 3.0, "werkzame_elementen": 1.5, "themas": 1.0, "doelgroepen": 0.7, "wetten": 0.3}
LISTS = ("werkzame_elementen", "themas", "doelgroepen", "wetten")
SHOWN = 5
SAME_THEME = 2  # of one main thema, at most this many in a set
ENOUGH = 0.5  # below this score nothing is recommended
KEY_WORDS = 40  # the words by which a record's text is compared
REASONS = 2


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Another voorbeeld that fits, with its score and the reasons that made it."""

    record: Record
    score: float
    redenen: tuple[str, ...]
    signals: dict[str, float]


def recommend(index: Index, limit: int = SHOWN) -> dict[str, list[Recommendation]]:
    """For each voorbeeld, by id, the others to recommend, best first."""
    return Recommender(index).all(limit)


def municipalities(record: Record) -> frozenset[str]:
    """The official names of a record's municipalities, whatever name it uses."""
    found = [(name, places.find(name)) for name in record.get("gemeenten", [])]
    return frozenset(place.naam if place else name for name, place in found)


class Recommender:
    """Works out neighbours once, for all records of an index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.records = index.records
        self.numbers = {record.id: number for number, record in enumerate(self.records)}
        self.talks = _talks(index.collection)
        self.rarity = self._rarity()
        self.vectors = [index.key_words(doc, KEY_WORDS) for doc in range(len(self.records))]
        self.norms = [sqrt(sum(weight**2 for weight in vector.values())) or 1.0 for vector in self.vectors]

    def _rarity(self) -> dict[tuple[str, str], float]:
        """For each begrip in use, ln(1 + N / n): the fewer records have it, the more it says."""
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for record in self.records:
            for name in LISTS:
                for term in record.get(name, []):
                    counts[name, term] += 1
        return {key: log(1 + len(self.records) / count) for key, count in counts.items()}

    def all(self, limit: int) -> dict[str, list[Recommendation]]:
        """The recommendations of every record."""
        by_term: dict[tuple[str, str], list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        for doc, record in enumerate(self.records):
            for name in LISTS:
                for term in record.get(name, []):
                    by_term[name, term].append(doc)
            for word in self.vectors[doc]:
                by_word[word].append(doc)
        return {
            record.id: self._choose(doc, self._candidates(doc, by_term, by_word), limit)
            for doc, record in enumerate(self.records)
        }

    def _candidates(
        self, doc: int, by_term: dict[tuple[str, str], list[int]], by_word: dict[str, list[int]]
    ) -> set[int]:
        record = self.records[doc]
        found = {other for word in self.vectors[doc] for other in by_word[word]}
        found |= {other for name in LISTS for term in record.get(name, []) for other in by_term[name, term]}
        found |= {self.numbers[id] for id in self.talks.get(record.id, {}) if id in self.numbers}
        mine = municipalities(record)
        return {other for other in found if other != doc and not mine & municipalities(self.records[other])}

    def signals(self, doc: int, other: int) -> dict[str, float]:
        """Each signal between two records, from 0 to 1, without its weight."""
        one, two = self.records[doc], self.records[other]
        found = {}
        if two.id in self.talks.get(one.id, {}):
            found["gesprek"] = 1.0
        mine, theirs = self.vectors[doc], self.vectors[other]
        likeness = sum(weight * theirs[word] for word, weight in mine.items() if word in theirs)
        if likeness:
            found["tekst"] = likeness / (self.norms[doc] * self.norms[other])
        for name in LISTS:
            shared = set(one.get(name, [])) & set(two.get(name, []))
            if shared:
                sums = [
                    sum(self.rarity[name, term] for term in terms) for terms in (shared, one[name], two[name])
                ]
                found[name] = sums[0] / sqrt(sums[1] * sums[2])
        return found

    def _choose(self, doc: int, candidates: set[int], limit: int) -> list[Recommendation]:
        scored = []
        for other in candidates:
            signals = self.signals(doc, other)
            score = sum(WEIGHTS[name] * strength for name, strength in signals.items())
            if score >= ENOUGH:
                scored.append((score, other, signals))
        scored.sort(key=lambda found: (-found[0], self.records[found[1]].id))
        chosen: list[Recommendation] = []
        themes: dict[str, int] = defaultdict(int)
        for score, other, signals in scored:
            record = self.records[other]
            theme = record.get("themas", [""])[0]
            if len(chosen) < limit and (themes[theme] < SAME_THEME or "gesprek" in signals):
                themes[theme] += 1
                chosen.append(Recommendation(record, score, self._reasons(doc, other, signals), signals))
        return chosen

    def _reasons(self, doc: int, other: int, signals: dict[str, float]) -> tuple[str, ...]:
        one, two = self.records[doc], self.records[other]
        reasons = list(self.talks[one.id][two.id]) if "gesprek" in signals else []
        by_weight = sorted(signals, key=lambda name: -WEIGHTS[name] * signals[name])
        for name in by_weight:
            shared = [term for term in one.get(name, []) if term in two.get(name, [])]
            if name == "tekst":
                reasons.append(self._text_reason(doc, other))
            elif name == "werkzame_elementen":
                start = "Zelfde aanpak" if "themas" in signals else "Ander probleem, zelfde aanpak"
                reasons.append(f"{start}: {listed(shared[:2])}.")
            elif name == "themas":
                reasons.append(f"Ook over {listed(shared[:2])}{_difference(one, two, 'doelgroepen')}.")
            elif name == "doelgroepen":
                reasons.append(f"Ook voor {listed(shared[:2])}{_difference(one, two, 'themas')}.")
            elif name == "wetten":
                reasons.append(f"Ook onder de {shared[0]}.")
        return tuple(reasons[: max(REASONS, 2 if "gesprek" in signals else 0)])

    def _text_reason(self, doc: int, other: int) -> str:
        mine, theirs = self.vectors[doc], self.vectors[other]
        shared = sorted((word for word in mine if word in theirs), key=lambda word: (-mine[word] * theirs[word], word))
        written = self.index.as_written(other)
        return f"Gaat ook over {listed([written.get(word, word) for word in shared[:3]])}."


def _difference(one: Record, two: Record, name: str) -> str:
    """What the other has in that list and this one has not, as the end of a sentence."""
    new = [term for term in two.get(name, []) if term not in one.get(name, [])]
    if not new:
        return ""
    return f", maar hier voor {new[0]}" if name == "doelgroepen" else f", maar bij {new[0]}"


def listed(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _talks(collection: Collection) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each voorbeeld that a participant brought to a gesprek, what the others pointed them to and why."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for talk in collection["gesprekken"]:
        people = [person for person in talk.get("deelnemers", []) if "voorbeeld" in person]
        where = collection.find("bijeenkomsten", talk.get("bijeenkomst", ""))
        for listener in people:
            for speaker in people:
                if speaker["voorbeeld"] != listener["voorbeeld"]:
                    found[listener["voorbeeld"]][speaker["voorbeeld"]] = _told(speaker, where)
    return found


def _told(speaker: dict[str, object], where: Record | None) -> tuple[str, ...]:
    place = speaker.get("gemeenten") or []
    organisation = speaker.get("organisatie")
    origin = f" uit {place[0]}" if isinstance(place, list) and place else f" van {organisation}" if organisation else ""
    occasion = " op de parade" if where and where.get("soort") == "parade" else ""
    first = f"Een {short_function(str(speaker['functie']))}{origin} raadde dit aan{occasion}."
    reason = str(speaker.get("reden", "")).rstrip(".")
    return (first, f"De reden: omdat {reason}.") if reason else (first,)


def short_function(functie: str) -> str:
    """A function without the department behind it: `coördinator afdeling Jeugd` is `coördinator`."""
    found = re.match(r"[^\W\d_][\w-]*(?: [a-zà-ÿ-]+(?<!afdeling)(?<! van)(?<! voor)(?<! bij))*?(?= [A-Z]| afdeling| van| voor| bij|[,(]|$)", functie)
    return found[0].lower() if found else functie
