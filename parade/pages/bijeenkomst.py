"""The page of a bijeenkomst: programme, and tables with what may help to answer their questions.

Pure. Only the questions of tables are searched: a few dozen in a whole collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from parade.model.record import Record
from parade.pages.overview import Site
from parade.search.search import Search

Part = Mapping[str, Any]
"""One part of a programme, as its record tells it."""


MOST_ROOMS = 6  # more do not fit beside each other on paper


FOUND = 3  # voorbeelden with a question, at most


LOOKED_AT = 12  # hits among which those are chosen


@dataclass(frozen=True, slots=True)
class Round:
    """The parts of a programme at one time: those for everybody, and those of each room."""

    naam: str
    everywhere: list[Part]
    rooms: list[list[Part]]


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme by round; `rooms` is empty when rounds have no rooms to stand beside each other."""

    rooms: list[str]
    rounds: list[Round]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its record tells it, the voorbeelden and questions that it names, and what may help with those."""

    told: Part
    voorbeelden: list[Record]
    vragen: list[str]
    gevonden: list[Record]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the page of a bijeenkomst shows beside its own fields."""

    programme: Programme
    stands: list[Part]
    tables: list[Table]
    talks: list[Record]
    intentions: list[Record]


def meeting(site: Site, record: Record, search: Search | None) -> Meeting:
    """The programme, tables, talks and intentions of a bijeenkomst; without `search` nothing is found for a table."""
    parts = record.get("programma", [])
    referring = list(site.referring.get((record.kind.folder, record.id), ()))
    return Meeting(
        programme([part for part in parts if part.get("soort") != "stand"]),
        [part for part in parts if part.get("soort") == "stand"],
        _tables(site, record, search),
        [other for other in referring if other.kind.folder == "gesprekken"],
        [other for other in referring if other.kind.folder == "voornemens"],
    )


def programme(parts: list[Part]) -> Programme:
    """The parts by time, both in the order in which they are told; rooms only when two to six of them have times."""
    times = list(dict.fromkeys(part.get("tijd", "") for part in parts))
    rooms = list(dict.fromkeys(part["ruimte"] for part in parts if "ruimte" in part))
    if not any(times) or not 2 <= len(rooms) <= MOST_ROOMS:
        rooms = []
    rounds = []
    for time in times:
        now = [part for part in parts if part.get("tijd", "") == time]
        in_rooms = [[part for part in now if part.get("ruimte") == room] for room in rooms]
        rounds.append(Round(time, [part for part in now if part.get("ruimte") not in rooms], in_rooms))
    return Programme(rooms, rounds)


def _tables(site: Site, record: Record, search: Search | None) -> list[Table]:
    """The tables in order; what was found for one is not found again for another."""
    tables: list[Table] = []
    for told in record.get("tafels", []):
        shown = {other for table in tables for other in table.gevonden}
        tables.append(_table(site, record, told, search, shown))
    return tables


def _table(site: Site, record: Record, told: Part, search: Search | None, shown: set[Record]) -> Table:
    """A table; what fits one of its questions well may help, the best of each question first, mentions last."""
    named = site.named("voorbeelden", told.get("voorbeelden", []))
    themas = _broad(site, record)
    ranked: list[list[Record]] = []
    for question in told.get("vragen", []):
        # A question on a table is vague alone ("Wat kan de raad daarmee doen?"): it is asked with the table's title,
        # and what is found must share a broad thema with the bijeenkomst.
        hits = search.fitting(f"{told.get('titel', '')}. {question}", LOOKED_AT) if search else []
        found = [hit.record for hit in hits if hit.record not in named and hit.record not in shown]
        ranked.append([other for other in found if not themas or themas & _broad(site, other)][:FOUND])
    each_in_turn = dict.fromkeys(other for row in zip_longest(*ranked) for other in row if other)
    best = sorted(each_in_turn, key=lambda other: other.is_mention)[:FOUND]
    return Table(told, named, told.get("vragen", []), best)


def _broad(site: Site, record: Record) -> set[str]:
    """The names of the broad themas of a record."""
    terms = [site.collection.term("themas", naam) for naam in record.get("themas", [])]
    return {site.broad(term).naam for term in terms if term}
