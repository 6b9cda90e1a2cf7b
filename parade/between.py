"""What goes on between places: the trail of a voorbeeld from mouth to practice, and what is over the fence.

Pure, and linear in the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from parade import places
from parade.dutch import listed
from parade.places import Gemeente, municipalities
from parade.records import Collection, Record
from parade.views import Site

CONFIRMED_YEARS = 2  # an adoption that nobody confirmed for longer is told so
PLACES_SHOWN = 4  # neighbours, and as many comparable places
EXAMPLES_SHOWN = 3  # of each of those
FOLLOW_UP = "Is het ervan gekomen? Wat hielp, en wat hield u tegen? Loslaten is ook een antwoord."
"""What to ask who said "dit ga ik doen"."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """In a gesprek one person pointed others to a voorbeeld."""

    gesprek: Record
    wie: Mapping[str, Any]
    anderen: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Trail:
    """Who pointed whom to a voorbeeld, who will try it, who does it too, and where else it came up.

    The counts are of other places: never those of the voorbeeld itself.
    """

    gewezen: list[Pointed]
    voornemens: list[Record]
    toepassingen: list[Record]
    elders: list[Record]
    doen_mee: int
    gestopt: int


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


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A municipality to look at: why, and what it does that the reader's own does not."""

    naam: str
    reden: str
    records: list[Record]


@dataclass(frozen=True, slots=True)
class Fence:
    """The page of a municipality: its own records, and what is over the fence."""

    voorbeelden: list[Record]
    toepassingen: list[Record]
    voornemens: list[Record]
    buren: list[Neighbour]
    vergelijkbaar: list[Neighbour]


def trail(site: Site, record: Record) -> Trail:
    """Where a voorbeeld came from and went to."""
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for other in site.referring.get((record.kind.folder, record.id), ()):
        by_kind[other.kind.folder].append(other)
    adopted = by_kind.pop("toepassingen", [])
    stopped = {place for other in adopted if other.get("status") == "gestopt" for place in _where(other)}
    going = {place for other in adopted if other.get("status") != "gestopt" for place in _where(other)}
    own = _where(record)
    return Trail(
        [pointed for talk in by_kind.pop("gesprekken", []) for pointed in _pointed(talk, record)],
        by_kind.pop("voornemens", []),
        adopted,
        [other for others in by_kind.values() for other in others],
        len(going - own),
        len(stopped - going - own),
    )


def _where(record: Record) -> frozenset[str]:
    return municipalities(record) or frozenset([record["regio"]] if "regio" in record else [])


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


def fences(site: Site) -> dict[str, Fence]:
    """For every municipality, also those without a record, what it does and what others do that it does not."""
    adopted = _by_place((record, record) for record in site.collection["toepassingen"])
    meant = _by_place((record, record.get("wie", {})) for record in site.collection["voornemens"])
    names = sorted({*places.gemeenten(), *site.places})
    return {name: _fence(site, name, adopted.get(name, []), meant.get(name, [])) for name in names}


def _by_place(told: Iterable[tuple[Record, Mapping[str, Any]]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record, who in told:
        for name in sorted({place.naam for told in who.get("gemeenten", []) if (place := places.find(told))}):
            found[name].append(record)
    return found


def _fence(site: Site, name: str, adopted: list[Record], meant: list[Record]) -> Fence:
    own = site.places.get(name, [])
    here = places.find(name)
    if not here:
        return Fence(own, adopted, meant, [], [])
    known = {record.id for record in own} | {record["voorbeeld"] for record in adopted if "voorbeeld" in record}
    themes = {thema for record in own for thema in record.get("themas", [])}
    near = _neighbours(site, here, known, themes, _by_distance(here.naam))
    shown = {neighbour.naam for neighbour in near}
    known |= {record.id for neighbour in near for record in neighbour.records}
    alike = [place for place in _alike(here.naam) if place.naam not in shown]
    return Fence(own, adopted, meant, near, _neighbours(site, here, known, themes, alike))


def _neighbours(
    site: Site, here: Gemeente, known: set[str], themes: set[str], candidates: Iterable[Gemeente]
) -> list[Neighbour]:
    """The first places that do something new; first what is about a thema that is new too."""
    found: list[Neighbour] = []
    told = set(known)
    for place in candidates:
        news = [record for record in site.places.get(place.naam, []) if record.id not in told]
        if news:
            news.sort(key=lambda record: bool(themes & set(record.get("themas", []))))
            found.append(Neighbour(place.naam, _why(here, place), news[:EXAMPLES_SHOWN]))
            told |= {record.id for record in news[:EXAMPLES_SHOWN]}
        if len(found) == PLACES_SHOWN:
            break
    return found


def _why(here: Gemeente, place: Gemeente) -> str:
    """How far another municipality lies, and what the two have in common when they are comparable."""
    far = f"{place.naam} ligt {max(1, round(here.distance(place)))} kilometer verderop"
    comparison = here.compare(place)
    common = [reden for reden in comparison.redenen if reden != "dichtbij"]
    return f"{far} en lijkt erop: {listed(common)}." if comparison.comparable and common else f"{far}."


@cache
def _by_distance(naam: str) -> tuple[Gemeente, ...]:
    """All other municipalities, the nearest first."""
    register = places.gemeenten()
    here = register[naam]
    others = [place for place in register.values() if place is not here]
    return tuple(sorted(others, key=lambda place: (here.distance(place), place.naam)))


@cache
def _alike(naam: str) -> tuple[Gemeente, ...]:
    """The municipalities comparable to this one, the most comparable first."""
    return tuple(place for place, _ in places.comparable(naam))
