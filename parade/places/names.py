"""Names of places: what a name stands for, and in which municipalities of today it lies.

Data: `gemeenten.csv` (see `register.py`), and `namen.csv`: villages, former municipalities and regions, with the
codes of the municipalities of today that they lie in. Villages come from GeoNames (CC BY 4.0), by way of the packages
that `make/make_register.py` names; former municipalities and regions were written down by hand, as was the municipality
of some 400 villages. The file is kept by hand since.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from parade.dutch.words import fold
from parade.places import register

Kind = Literal["gemeente", "voormalig", "dorp", "provincie", "regio"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Where two places have one name the first of these kinds wins."""

PROVINCES = {"Fryslân": ("Friesland",), "Noord-Brabant": ("Brabant",), "Limburg": ("Nederlands-Limburg",)}
"""Other names of provinces, by official name."""

SHORT = {"NH": "Noord-Holland", "ZH": "Zuid-Holland", "L": "Limburg", "LB": "Limburg", "O": "Overijssel",
         "OV": "Overijssel", "GLD": "Gelderland", "G": "Gelderland", "NB": "Noord-Brabant", "FR": "Fryslân",
         "GR": "Groningen", "GN": "Groningen", "U": "Utrecht", "UT": "Utrecht", "Z": "Zeeland", "ZLD": "Zeeland",
         "DR": "Drenthe", "FL": "Flevoland"}  # fmt: skip
"""How provinces are shortened behind a name: Laren (NH.), Beek (L.)."""

_BEHIND = re.compile(r"^(.+?)[\s,]*\(?\b([A-Z][A-Za-z]{0,2})\.?\)?$")
_BEFORE = re.compile(r"^(?:de\s+)?(gemeente|provincie|regio|dorp)\s+", re.IGNORECASE)
_AAN_DEN = re.compile(r"\ba[./]?\s?d[./]?\s(?=\S)", re.IGNORECASE)
_STROKES = {ord(stroke): "-" for stroke in "‐‑‒–—−﹣－´′ʼʹ＇"}  # hyphens and apostrophes of any kind fall out
_SINT = re.compile(r"\bst\.?\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for: its usual spelling, its kind, and the municipalities of today in or around it."""

    naam: str
    soort: Kind
    gemeenten: tuple[str, ...]


def recognise(text: str) -> Place | None:
    """The place with that name, now or before, in whatever case and spelling; else None.

    Knows `Gemeente X`, the spelling of CBS (`Laren (NH.)`), `a/d` and `St.`. A name that two municipalities
    share (Bergen) has both.
    """
    text = " ".join(text.split())
    if said := _BEFORE.match(text):
        kind, rest = said[1].lower(), text[said.end() :]
        return _of_kind(key(rest), kind) or recognise(rest)
    found = _first(key(text))
    if not found and (behind := _BEHIND.match(text)) and (province := SHORT.get(behind[2].upper())):
        found = _within(_first(key(behind[1])), province) or _within(_any(key(behind[1])), province)
    return found


def key(name: str) -> str:
    """A name as it is compared: folded, without spaces; `'s Hertogenbosch` is `'s-Hertogenbosch`."""
    name = _SINT.sub("sint ", _AAN_DEN.sub("aan den ", name.translate(_STROKES)))
    return re.sub(r"[\s.,/]+", "", fold(name))


@cache
def places() -> dict[str, dict[Kind, Place]]:
    """Every known name, as `key` makes it, with what it stands for, by kind."""
    found: dict[str, dict[Kind, Place]] = {}

    def add(name: str, place: Place) -> None:
        kinds = found.setdefault(key(name), {})
        old = kinds.get(place.soort)
        inside = dict.fromkeys([*(old.gemeenten if old else ()), *place.gemeenten])
        kinds[place.soort] = Place(old.naam if old else place.naam, place.soort, tuple(inside))

    known = register.gemeenten()
    for gemeente in known.values():
        for name in (gemeente.naam, *gemeente.ook, *_plain(gemeente.naam)):
            add(name, Place(gemeente.naam, "gemeente", (gemeente.naam,)))
    for province in dict.fromkeys(gemeente.provincie for gemeente in known.values()):
        inside = tuple(gemeente.naam for gemeente in known.values() if gemeente.provincie == province)
        for name in (province, *PROVINCES.get(province, ())):
            add(name, Place(province, "provincie", inside))
    by_code = {gemeente.code: gemeente.naam for gemeente in known.values()}
    text = files("parade.places").joinpath("namen.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        inside = tuple(by_code[f"gm{code}"] for code in row["gemeenten"].split())
        kind = next(kind for kind in KINDS if kind == row["soort"])
        add(row["naam"], Place(row["naam"], kind, inside))
    for old, now in register.merged().items():
        add(old, Place(old, "voormalig", tuple(now)))
    return found


def _plain(name: str) -> Iterable[str]:
    """`Bergen (NH.)` is called Bergen too."""
    return [name.split(" (")[0]] if " (" in name else []


def _first(name: str) -> Place | None:
    kinds = places().get(name, {})
    return next((kinds[kind] for kind in KINDS if kind in kinds), None)


def _any(name: str) -> Place | None:
    """The place of that name of whatever kind, with the municipalities of all of that name."""
    kinds = places().get(name, {})
    inside = dict.fromkeys(naam for kind in KINDS if kind in kinds for naam in kinds[kind].gemeenten)
    first = _first(name)
    return Place(first.naam, "dorp", tuple(inside)) if first else None


def _of_kind(name: str, kind: str) -> Place | None:
    return next((place for place in places().get(name, {}).values() if place.soort == kind), None)


def _within(place: Place | None, province: str) -> Place | None:
    """The part of a place that lies in a province."""
    known = register.gemeenten()
    inside = tuple(naam for naam in place.gemeenten if known[naam].provincie == province) if place else ()
    return (
        Place(inside[0] if place.soort == "gemeente" else place.naam, place.soort, inside) if place and inside else None
    )
