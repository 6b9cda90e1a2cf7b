"""The register of municipalities: names, provinces, how large, how far apart.

Data: `data/gemeenten.csv`, made by `data/make_gemeenten.py` from GeoNames (CC BY 4.0), and
`data/samengevoegd.yml`, kept by hand.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

import yaml

from parade.dutch import fold

CLASSES = ("tot 20.000", "20.000 tot 50.000", "50.000 tot 100.000", "100.000 tot 250.000", "meer dan 250.000")
"""Classes of inhabitants, small to large."""


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


@cache
def gemeenten() -> dict[str, Gemeente]:
    """All municipalities by official name."""
    text = files("parade").joinpath("data/gemeenten.csv").read_text("utf-8")
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


@cache
def _merged() -> dict[str, tuple[str, list[str]]]:
    text = files("parade").joinpath("data/samengevoegd.yml").read_text("utf-8")
    return {fold(old): (old, new) for old, new in yaml.safe_load(text).items()}


def find(name: str) -> Gemeente | None:
    """The municipality with that official or other name, whatever its case or accents; else None."""
    return _by_any_name().get(fold(name))


def merged_into(name: str) -> list[str]:
    """The municipalities in which a former one lies now; empty when the name is not a former one."""
    return _merged().get(fold(name), ("", []))[1]


def names() -> list[str]:
    """Every name, official or not, that `find` knows."""
    return [name for place in gemeenten().values() for name in (place.naam, *place.ook)]
