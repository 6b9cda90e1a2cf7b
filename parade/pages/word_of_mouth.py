"""The trail of a voorbeeld from mouth to practice, and the voornemens that are still open.

Pure, and linear in the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parade.model.record import Collection, Record
from parade.pages.overview import Site

CONFIRMED_YEARS = 2  # an adoption that nobody confirmed for longer is told so


@dataclass(frozen=True, slots=True)
class Pointed:
    """In a gesprek one person pointed others to a voorbeeld."""

    gesprek: Record
    wie: Mapping[str, Any]
    anderen: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Trail:
    """Who pointed whom to a voorbeeld, who will try it, and where else it came up.

    Who does it too is in `adoption_chains`.
    """

    gewezen: list[Pointed]
    voornemens: list[Record]
    elders: list[Record]


@dataclass(frozen=True, slots=True)
class Intention:
    """A voornemen of which nobody knows yet what became of it, with the meeting and voorbeelden that it names.

    `sinds` is when it was said, or else the day of that meeting; empty when neither is known.
    """

    record: Record
    wie: Mapping[str, Any]
    sinds: str
    bijeenkomst: Record | None
    voorbeelden: list[Record]


def trail(site: Site, record: Record) -> Trail:
    """Where a voorbeeld came from and went to."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for other in site.referring.get((record.kind.folder, record.id), ()):
        by_kind[other.kind.folder].append(other)
    for told_in_chain in ("toepassingen", "voorbeelden"):
        by_kind.pop(told_in_chain, None)
    return Trail(
        [pointed for talk in by_kind.pop("gesprekken", []) for pointed in _pointed(talk, record)],
        by_kind.pop("voornemens", []),
        [other for others in by_kind.values() for other in others],
    )


def _pointed(talk: Record, record: Record) -> list[Pointed]:
    people = talk.get("deelnemers", [])
    return [
        Pointed(talk, person, [other for other in people if other is not person])
        for person in people
        if person.get("voorbeeld") == record.id
    ]


def open_intentions(collection: Collection) -> list[Intention]:
    """The voornemens of which nobody knows yet what became of them: the oldest first, those without a date last."""
    found = [_intention(collection, record) for record in collection["voornemens"] if "uitkomst" not in record]
    return sorted(found, key=lambda each: (not each.sinds, each.sinds, each.record.id))


def busy_intentions(collection: Collection) -> list[Intention]:
    """Those of whom it was last known, within a year after it was said, that they were at it."""
    told = [record for record in collection["voornemens"] if record.get("uitkomst", {}).get("status") == "bezig"]
    found = [_intention(collection, record) for record in told]
    return [each for each in found if each.sinds and each.record["uitkomst"].get("datum", "") < _year_later(each.sinds)]


def _year_later(since: str) -> str:
    return f"{int(since[:4]) + 1}{since[4:]}"


def _intention(collection: Collection, record: Record) -> Intention:
    meeting = collection.find("bijeenkomsten", record.get("bijeenkomst", ""))
    said = str(record.get("datum") or (meeting.get("datum", "") if meeting else ""))
    named = [collection.find("voorbeelden", id) for id in record.get("voorbeelden", [])]
    return Intention(record, record.get("wie", {}), said, meeting, [other for other in named if other])


def last_known(adoption: Record) -> str:
    """When it was last known that a toepassing runs: asked, else begun or told in a source."""
    told = max((bron.get("datum", "") for bron in adoption.get("bronnen", [])), default="")
    return str(adoption.get("bevestigd") or max(adoption.get("sinds", ""), told))


def unconfirmed(adoption: Record, today: date) -> bool:
    """Whether nobody has confirmed for two years that a toepassing still runs."""
    if adoption.get("status") == "gestopt":
        return False
    border = f"{today.year - CONFIRMED_YEARS:04}-{today.month:02}-{today.day:02}"
    known = last_known(adoption)
    return known < border[: len(known)] if known else True
