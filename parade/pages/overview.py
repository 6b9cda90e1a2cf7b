"""What pages show, worked out from the records: who uses a begrip, groups, the timeline, the map.

Pure, and linear in the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from parade.dutch.words import fold
from parade.model.fields import Field, Kind, Type
from parade.model.record import Collection, Record
from parade.places.register import municipalities
from parade.recommend.score import Recommendation

FAMILIES = 8  # colours in styles/10-tokens.css
UNKNOWN = "9999"  # behind every date: what has no history is newer than what was read over

Used = dict[tuple[str, str], dict[Record, None]]


@dataclass(frozen=True, slots=True)
class Group:
    """Some voorbeelden under a heading; without a begrip they have no thema."""

    term: Record | None
    records: list[Record]

    @property
    def naam(self) -> str:
        """The heading."""
        return self.term.naam if self.term else "overig"


class Site:
    """What every page may need to know: the records, who refers to whom, and the recommendations."""

    def __init__(self, collection: Collection, recommendations: Mapping[str, list[Recommendation]]) -> None:
        self.collection = collection
        self.recommendations = recommendations
        self.lists = collection.settings.shown_lists
        self.used: Used = defaultdict(dict)
        self.referring: Used = defaultdict(dict)
        self.places: dict[str, list[Record]] = defaultdict(list)
        self._below: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._users: dict[str, list[Record]] = {}
        self._examples: dict[str, list[Record]] = {}
        for record in collection:
            if not record.kind.list_name:
                self._note_uses(record, record.kind.fields, record.data)
            elif "breder" in record:
                self._below[record.kind.list_name, record["breder"]].append(record)
        for record in sorted(collection["voorbeelden"], key=by_title):
            for name in sorted(municipalities(record)):
                self.places[name].append(record)

    def _note_uses(self, record: Record, fields: tuple[Field, ...], data: Any) -> None:
        for field in fields:
            for item in _items(data.get(field.name)):
                if field.type is Type.GROUP:
                    self._note_uses(record, field.fields, item)
                elif field.type is Type.TERM:
                    self.used[field.target, item][record] = None
                elif field.type is Type.REFERENCE:
                    self.referring[field.target, item][record] = None

    def kind(self, folder: str) -> Kind:
        """The kind of that folder, with the fields that this collection uses."""
        return self.collection.settings.kinds[folder]

    def named(self, folder: str, ids: Iterable[str]) -> list[Record]:
        """The records of a folder with those ids, in that order; an id that is not there is left out."""
        return [record for id in ids if (record := self.collection.find(folder, id))]

    def users(self, term: Record) -> list[Record]:
        """The records that use a begrip, and those that use one below it."""
        if term.url not in self._users:
            names = [term.naam, *(below.naam for below in self.below(term))]
            found = {record: None for naam in names for record in self.used.get((term.kind.list_name, naam), ())}
            self._users[term.url] = list(found)
        return self._users[term.url]

    def examples(self, term: Record) -> list[Record]:
        """The voorbeelden among them, by title."""
        if term.url not in self._examples:
            found = [record for record in self.users(term) if record.kind.folder == "voorbeelden"]
            self._examples[term.url] = sorted(found, key=by_title)
        return self._examples[term.url]

    def below(self, term: Record) -> list[Record]:
        """The begrippen that have this one as `breder`."""
        return self._below.get((term.kind.list_name, term.naam), [])

    def top(self, name: str) -> list[Record]:
        """The begrippen of a list that stand below no other."""
        return [term for term in self.collection[name] if "breder" not in term]

    def above(self, term: Record) -> Record | None:
        """The begrip that this one stands below."""
        return self.collection.term(term.kind.list_name, term["breder"]) if "breder" in term else None

    def broad(self, term: Record) -> Record:
        """The begrip above this one, or itself when it stands below no other."""
        return self.above(term) or term

    def main_theme(self, record: Record) -> Record | None:
        """The broad thema to which the first thema of a record belongs."""
        term = self.collection.term("themas", record.get("themas", [""])[0])
        return self.broad(term) if term else None

    def familie(self, record: Record) -> int:
        """The colour of a voorbeeld or thema: 1 to 8, by the place of its broad thema in the list; 0 for none."""
        term = record if record.kind.list_name == "themas" else self.main_theme(record)
        return self._families.get(self.broad(term).naam, 0) if term else 0

    @cached_property
    def _families(self) -> dict[str, int]:
        return {term.naam: place % FAMILIES + 1 for place, term in enumerate(self.top("themas"))}

    def by_main_theme(self, records: Iterable[Record]) -> list[Group]:
        """Groups of one broad thema each, by name."""
        found: dict[Record | None, list[Record]] = defaultdict(list)
        for record in sorted(records, key=by_title):
            found[self.main_theme(record)].append(record)
        groups = [Group(term, members) for term, members in found.items()]
        return sorted(groups, key=lambda group: (not group.term, fold(group.naam)))

    def by_part(self, term: Record) -> list[Group]:
        """The voorbeelden of a broad thema, each under the first thema below it that the record has."""
        names = {below.naam: below for below in self.below(term)}
        found: dict[Record, list[Record]] = defaultdict(list)
        for record in self.examples(term):
            first = next((name for name in record.get("themas", []) if name in names), "")
            found[names.get(first, term)].append(record)
        return [Group(part, found[part]) for part in [*names.values(), term] if part in found]

    @cached_property
    def went_otherwise(self) -> list[Record]:
        """The voorbeelden that tell what went otherwise than planned."""
        return [record for record in self.collection["voorbeelden"] if "anders_gelopen" in record]

    def without_pattern(self) -> list[Record]:
        """Those of them that name no struikelpatroon, by title."""
        patterns = self.collection.terms("struikelpatronen")
        with_one = {record for naam in patterns for record in self.used.get(("struikelpatronen", naam), ())}
        return sorted((record for record in self.went_otherwise if record not in with_one), key=by_title)

    def newest(self) -> list[Record]:
        """The voorbeelden, the one read over last first, then the one with the newest source.

        One that nobody read over yet counts from the day it came in, and stands first when that is not known.
        """

        def fresh(record: Record) -> tuple[str, str, str]:
            read_over, source = _fresh(record)
            return read_over or self.collection.first_seen(record) or UNKNOWN, source, record.id

        return sorted(self.collection["voorbeelden"], key=fresh, reverse=True)

    def told_otherwise(self) -> list[Record]:
        """The voorbeelden that tell most of what went otherwise; each from another broad thema first."""
        told = sorted(self.went_otherwise, key=lambda record: (-len(record["anders_gelopen"]), *by_title(record)))
        first = {self.familie(record): record for record in reversed(told)}
        return sorted(told, key=lambda record: first[self.familie(record)] is not record)

    def meetings(self, today: date) -> tuple[list[Record], list[Record]]:
        """The bijeenkomsten that are still to come, the first one first, and those that were, the last one first."""
        told = newest_first(self.collection["bijeenkomsten"])
        coming = [record for record in told if is_coming(record, today)]
        return coming[::-1], [record for record in told if record not in coming]

    @cached_property
    def has_adoptions(self) -> bool:
        """Whether any voorbeeld was taken up elsewhere."""
        return bool(self.collection["toepassingen"]) or any(
            "voorbeeld" in record.get("overgenomen_van", {}) for record in self.collection["voorbeelden"]
        )

    def timeline(self) -> dict[str, list[Record]]:
        """By year, the newest first: the voorbeelden that began then, and the bijeenkomsten of that year."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in [*self.collection["bijeenkomsten"], *sorted(self.collection["voorbeelden"], key=by_title)]:
            if when := _began(record):
                found[when[:4]].append(record)
        return dict(sorted(found.items(), reverse=True))

    def undated(self) -> int:
        """How many of them the timeline cannot place."""
        shown = [*self.collection["bijeenkomsten"], *self.collection["voorbeelden"]]
        return sum(not _began(record) for record in shown)


def by_title(record: Record) -> tuple[str, str]:
    """The order of titles as a reader expects it."""
    return fold(record.naam), record.id


def is_coming(record: Record, today: date) -> bool:
    """Whether a bijeenkomst is still to come, or goes on today; a year or a month comes until it is over."""
    told = str(record.get("datum", ""))
    return bool(told) and told >= today.isoformat()[: len(told)]


def _began(record: Record) -> str:
    return str(record.get("datum") or record.get("periode", {}).get("van") or "")


def newest_first(records: Iterable[Record]) -> list[Record]:
    """By date, the latest first and of one date the last by id; then those without a date, as they were."""
    told = list(records)
    dated = sorted((record for record in told if "datum" in record), key=_by_date, reverse=True)
    return dated + [record for record in told if "datum" not in record]


def _by_date(record: Record) -> tuple[str, str]:
    return str(record["datum"]), record.id


def _fresh(record: Record) -> tuple[str, str]:
    newest = max((bron.get("datum", "") for bron in record.get("bronnen", [])), default="")
    return record.get("gecontroleerd", ""), newest


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
