"""The place that a question names: where the asker is. Which records lie in it, near it or in a place like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from parade.dutch.sentences import listed
from parade.dutch.words import read
from parade.places import register
from parade.places.names import Named, Names

INSIDE, WIDE, AROUND = 50, 80, 15  # percent more: in the place itself, in a province or region, near it or like it
ALONE = 1_000  # times that: what a record scores when nothing but a place is asked for


@dataclass(frozen=True, slots=True)
class Near:
    """How much more a record counts, in percent, whether it lies in the place, and that as a sentence."""

    boost: int
    inside: bool
    reden: str


NOWHERE = Near(0, False, "")


def find(name: str, places: Names) -> Named | None:
    """The place of that name."""
    found: Named | None = places.get(" ".join(token.spaced for token in read(name)))
    return found


def of(named: Named, places: Sequence[frozenset[str]]) -> dict[int, Near]:
    """The records in a place, and for a single municipality also those near it or like it.

    `places` are the municipalities of each record.
    """
    every = boosts(named)
    found = {}
    for doc, where in enumerate(places):
        known = sorted(where & every.keys())
        if inside := [naam for naam in known if every[naam].inside]:
            found[doc] = Near(every[inside[0]].boost, True, f"Uit {listed(inside)}.")
        elif known:
            found[doc] = every[known[0]]
    return found


def boosts(named: Named) -> dict[str, Near]:
    """For each municipality in a place, and for a single one those near it or like it, what its records get."""
    here = named.place.gemeenten
    around = surroundings(here[0]) if len(set(here)) == 1 else {}
    boost = WIDE if named.place.soort in {"provincie", "regio"} else INSIDE
    near = {naam: Near(AROUND, False, told) for naam, told in around.items()}
    return near | {naam: Near(boost, True, f"Uit {naam}.") for naam in here}


@cache
def surroundings(naam: str) -> dict[str, str]:
    """The municipalities near one, and those like it, each with a sentence that says so and tells its size."""
    place = register.find(naam)
    found = {}
    for other in register.gemeenten().values():
        comparison = place.compare(other) if place and other is not place else None
        if not place or not comparison:
            continue
        if comparison.comparable:
            found[other.naam] = f"{other.naam} lijkt op {naam}: {listed(list(comparison.redenen))}."
        elif "dichtbij" in comparison.redenen:
            found[other.naam] = f"{other.naam} ligt dicht bij {naam} en heeft {other.inwoners} inwoners."
    return found


def told(named: Named, here: bool) -> str:
    """What is told of the place: that no example lies there, or that those from there come forward."""
    place = named.place
    inside = f" ({listed(list(place.gemeenten))})" if place.soort in {"dorp", "voormalig"} else ""
    if not here:
        around = " Voorbeelden uit de buurt en uit plaatsen die erop lijken, tellen zwaarder."
        return f"In {place.naam}{inside} staat nog geen voorbeeld.{around if len(place.gemeenten) == 1 else ''}"
    return f"Voorbeelden uit {place.naam}{inside} tellen zwaarder."
