"""The page of a municipality: what it does, and what is over the fence.

Pure, and linear in the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from parade.dutch.sentences import listed
from parade.model.record import Record
from parade.pages.overview import Site
from parade.places import register
from parade.places.register import Gemeente

PLACES_SHOWN = 4  # neighbours, and as many comparable places


EXAMPLES_SHOWN = 3  # of each of those


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


def fences(site: Site) -> dict[str, Fence]:
    """For every municipality, also those without a record, what it does and what others do that it does not."""
    adopted = _by_place((record, record) for record in site.collection["toepassingen"])
    meant = _by_place((record, record.get("wie", {})) for record in site.collection["voornemens"])
    names = sorted({*register.gemeenten(), *site.places})
    return {name: _fence(site, name, adopted.get(name, []), meant.get(name, [])) for name in names}


def _by_place(told: Iterable[tuple[Record, Mapping[str, Any]]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record, who in told:
        for name in sorted({place.naam for told in who.get("gemeenten", []) if (place := register.find(told))}):
            found[name].append(record)
    return found


def _fence(site: Site, name: str, adopted: list[Record], meant: list[Record]) -> Fence:
    own = site.places.get(name, [])
    here = register.find(name)
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
    known = register.gemeenten()
    here = known[naam]
    others = [place for place in known.values() if place is not here]
    return tuple(sorted(others, key=lambda place: (here.distance(place), place.naam)))


@cache
def _alike(naam: str) -> tuple[Gemeente, ...]:
    """The municipalities comparable to this one, the most comparable first."""
    return tuple(place for place, _ in register.comparable(naam))
