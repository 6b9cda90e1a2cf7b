"""Names of places: what a name stands for, and in which municipalities of today it lies.

Data: `gemeenten.csv` (see `register.py`), and `namen.csv`: villages, former municipalities and regions, with the
codes of the municipalities of today that they lie in. Villages come from GeoNames (CC BY 4.0), by way of the packages
that `make/make_register.py` names; former municipalities and regions were written down by hand, as was the municipality
of some 400 villages. The file is kept by hand since.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from parade.dutch.words import Token, fold, read
from parade.places import register

Kind = Literal["gemeente", "provincie", "voormalig", "dorp", "regio"]
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
    return re.sub(r"[^a-z0-9]+", "", fold(name))


@cache
def places() -> dict[str, dict[Kind, Place]]:
    """Every known name, as `key` makes it, with what it stands for, by kind."""
    found: dict[str, dict[Kind, Place]] = {}
    for name, kinds in spellings().items():
        for kind, place in kinds.items():
            _add(found.setdefault(key(name), {}), kind, place)
    return found


@cache
def spellings() -> dict[str, dict[Kind, Place]]:
    """Every known name, as `spaced` makes it, with what it stands for, by kind."""
    found: dict[str, dict[Kind, Place]] = {}

    def add(name: str, place: Place) -> None:
        _add(found.setdefault(spaced(name), {}), place.soort, place)

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
    return found


def _add(kinds: dict[Kind, Place], kind: Kind, place: Place) -> None:
    old = kinds.get(kind)
    inside = dict.fromkeys([*(old.gemeenten if old else ()), *place.gemeenten])
    kinds[kind] = Place(old.naam if old else place.naam, kind, tuple(inside))


def spaced(name: str) -> str:
    """A name as it stands in running text: folded words with one space between."""
    return " ".join(token.spaced for token in read(name))


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of a name in running text: its place, its word in the index, and whether it is a Dutch word too."""

    place: Place
    term: str
    word_too: bool


MUNICIPALITIES_THAT_ARE_WORDS = frozenset(
    "best beek bergen buren duiven heerde hoorn houten huizen kampen losser putten sluis soest".split()
)
NO_WORDS = frozenset(
    """
    aalst almen axel buitenpost drachten etten glimmen gulpen halsteren haren hasselt hoofddorp hoofdplaat hoornaar
    keent lemmer mechelen meers petten reeuwijk rolde rosmalen spankeren steyl tegelen vlijmen wapenveld wateringen
    """.split()
)
"""Villages that a word list has, but that are no words."""
LINKING = frozenset("de den der het t s aan a d en op in bij van te ten ter".split())
"""Words within a name that have no capital: Alphen aan den Rijn."""


class Names(Mapping[str, Named]):
    """Names, as `spaced` makes them, for finding places in running text.

    `told` are rows that JSON can hold: spelling, kind, municipalities, word in the index, whether it is a word too.
    """

    def __init__(self, told: Mapping[str, Sequence[Any]] = MappingProxyType({})) -> None:
        self.told = told
        self.beginnings = frozenset(name.split(" ", 1)[0] for name in told)

    def __getitem__(self, name: str) -> Named:
        naam, soort, gemeenten, term, word_too = self.told[name]
        return Named(Place(naam, soort, tuple(gemeenten)), term, word_too)

    def get(self, name: str, default: Any = None) -> Any:
        """What is known of a name, or None; most words are none."""
        return self[name] if name in self.told else default

    def __contains__(self, name: object) -> bool:
        return name in self.told

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)


@cache
def named() -> Names:
    """Every name. One that is a Dutch word too (Huizen, De Wijk) is only meant as a place with a capital."""
    found = {}
    for name, kinds in spellings().items():
        place = next(kinds[kind] for kind in KINDS if kind in kinds)
        word_too = _is_word_too(name.replace(" ", ""), place)
        found[name] = (place.naam, place.soort, place.gemeenten, key(place.naam), word_too)
    return Names(found)


def _is_word_too(name: str, place: Place) -> bool:
    from parade.dutch import lemmas

    if place.soort == "gemeente":
        return name in MUNICIPALITIES_THAT_ARE_WORDS
    if place.soort in {"provincie", "regio"} or name in NO_WORDS:
        return False
    words = fold(place.naam).split()
    return len(name) < 4 or (
        len(words) < 2 + (words[0] in LINKING)
        and "-" not in place.naam
        and all(lemmas.is_listed(word) for word in words if word not in LINKING)
    )


LONGEST = 6
"""Words of the longest name."""


def find_in(words: Sequence[Token], table: Names) -> dict[int, tuple[int, Named]]:
    """The places that a text names: for the number of a first word the number after the last, and what it names."""
    found: dict[int, tuple[int, Named]] = {}
    parts = [word.spaced for word in words]
    start = 0
    while start < len(words):
        if parts[start] == "st":
            parts[start] = "sint"
        begins = parts[start].split(" ", 1)[0] in table.beginnings
        for end in range(min(start + LONGEST, len(words)), start, -1) if begins else ():
            name = " ".join(parts[start:end])
            known = table.get(name)
            if known and (not known.word_too or _meant(words, start, end)):
                found[start] = (end, known)
                start = end - 1
                break
        start += 1
    return found


def _meant(words: Sequence[Token], start: int, end: int) -> bool:
    """Whether words that are plain Dutch too stand as a name: with capitals, and not because a sentence begins."""
    if end - start == 1 and words[start].first and len(words) > 1:
        return False
    return all(word.capital for word in words[start:end] if word.folded not in LINKING)


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
