"""The register of municipalities: names, provinces, how large, how far apart.

Data: `gemeenten.csv`, made by `make/make_register.py` from GeoNames (CC BY 4.0), and
`samengevoegd.yml`, kept by hand.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any

from parade.dutch.words import fold

NOWHERE = "onbekend"  # as `regio`: the source names no place
UNPLACED = "plaats niet bekend"  # what a reader is told then
COMPARABLE = 0.65  # from this strength on, two municipalities are called comparable
CLASSES = ("tot 20.000", "20.000 tot 50.000", "50.000 tot 100.000", "100.000 tot 250.000", "meer dan 250.000")
"""Classes of inhabitants, small to large."""
LARGE = 3  # from this class on a municipality is large, and its kernen say little
MANY = 5  # from so many kernen on, it has many
FAR, CLOSE = 100, 25  # kilometres


@dataclass(frozen=True, slots=True)
class Comparison:
    """How comparable two municipalities are, from 0 to 1, and in words what they have in common."""

    strength: float
    redenen: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        """Whether they may be called comparable."""
        return self.strength >= COMPARABLE


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A municipality; `breedte` and `lengte` are degrees (WGS 84), weighted by where its people live.

    `inwoners` is one of `CLASSES` and approximate; `kernen` counts the places that GeoNames knows.
    """

    code: str
    naam: str
    provincie: str
    breedte: float
    lengte: float
    inwoners: str
    kernen: int
    ook: tuple[str, ...]

    def distance(self, other: Gemeente) -> float:
        """Kilometres as the crow flies (haversine, earth radius 6371 km)."""
        lat, other_lat = radians(self.breedte), radians(other.breedte)
        step = sin((other_lat - lat) / 2) ** 2
        step += cos(lat) * cos(other_lat) * sin(radians(other.lengte - self.lengte) / 2) ** 2
        return 2 * 6371 * asin(sqrt(step))

    @property
    def vorm(self) -> str:
        """Large, or with many kernen, or nothing: the register misses villages, so that few kernen say nothing."""
        if CLASSES.index(self.inwoners) >= LARGE:
            return "een grote gemeente"
        return "veel dorpen" if self.kernen >= MANY else ""

    def compare(self, other: Gemeente) -> Comparison:
        """How comparable: half by size, three tenths by nearness, two tenths by form, as far as it is known.

        Size: the same class 1, the next one ½. Nearness: 1 − distance / 100 km, in one province at least ½.
        """
        larger = CLASSES.index(other.inwoners) - CLASSES.index(self.inwoners)
        steps = abs(larger)
        distance = self.distance(other)
        neighbour = self.provincie == other.provincie
        near = max(1 - distance / FAR, 0.5 if neighbour else 0.0)
        same_form = bool(self.vorm) and self.vorm == other.vorm
        redenen = [f"ook {self.inwoners} inwoners"] if steps == 0 else []
        if steps == 1 and CLASSES[-1] in {self.inwoners, other.inwoners}:  # which has no upper end
            redenen.append("ook een grote gemeente")
        elif steps == 1:
            redenen.append("een maat groter" if larger > 0 else "een maat kleiner")
        redenen += [f"ook {self.vorm}"] if same_form and CLASSES.index(self.inwoners) < LARGE else []
        if distance <= CLOSE:
            redenen.append("dichtbij")
        elif neighbour:
            redenen.append(f"ook in {self.provincie}")
        strength = 0.5 * max(1 - steps / 2, 0) + 0.3 * near + 0.2 * same_form
        return Comparison(strength if self.vorm and other.vorm else strength / 0.8, tuple(redenen))


@cache
def gemeenten() -> dict[str, Gemeente]:
    """All municipalities by official name."""
    text = files("parade.places").joinpath("gemeenten.csv").read_text("utf-8")
    register = {}
    for row in csv.DictReader(text.splitlines()):
        register[row["naam"]] = Gemeente(
            code=row["code"],
            naam=row["naam"],
            provincie=row["provincie"],
            breedte=float(row["breedte"]),
            lengte=float(row["lengte"]),
            inwoners=row["inwoners"],
            kernen=int(row["kernen"]),
            ook=tuple(name for name in row["ook"].split("|") if name),
        )
    return register


@cache
def _by_any_name() -> dict[str, Gemeente]:
    return {fold(name): place for place in gemeenten().values() for name in (place.naam, *place.ook)}


def find(name: str) -> Gemeente | None:
    """The municipality with that official or other name, whatever its case or accents; else None."""
    return _by_any_name().get(fold(name))


@cache
def compare(one: str, two: str) -> Comparison:
    """How comparable two municipalities are, by any of their names; not at all when one is unknown."""
    first, second = find(one), find(two)
    return first.compare(second) if first and second else Comparison(0.0, ())


def comparable(naam: str) -> list[tuple[Gemeente, Comparison]]:
    """All other municipalities that are comparable to this one, the most comparable first, then by name."""
    place = find(naam)
    found = [(other, place.compare(other)) for other in gemeenten().values() if place and other is not place]
    good = [(other, comparison) for other, comparison in found if comparison.comparable]
    return sorted(good, key=lambda each: (-each[1].strength, each[0].naam))


def place_names(record: Mapping[str, Any]) -> list[str]:
    """The municipalities that a record names, or else its region; empty when its source names no place."""
    regio = record.get("regio", NOWHERE)
    return list(record.get("gemeenten", [])) or ([] if regio == NOWHERE else [regio])


def alphabetical(naam: str) -> str:
    """By what a name of a place is sorted: 's-Hertogenbosch stands under the h."""
    return fold(naam.removeprefix("'s-"))


@cache
def merged() -> dict[str, list[str]]:
    """Each former municipality of `samengevoegd.yml` with those in which it lies now."""
    import yaml

    return dict(yaml.safe_load(files("parade.places").joinpath("samengevoegd.yml").read_text("utf-8")))


def names() -> list[str]:
    """Every name, official or not, that `find` knows."""
    return [name for place in gemeenten().values() for name in (place.naam, *place.ook)]


def municipalities(record: Mapping[str, Any]) -> frozenset[str]:
    """The official names of a record's municipalities, whatever name it uses."""
    found = [(name, find(name)) for name in record.get("gemeenten", [])]
    return frozenset(place.naam if place else name for name, place in found)
