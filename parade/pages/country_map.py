"""The map of the Netherlands: where a place lies on it, the outlines, and dots that do not cover each other.

Data: `pages/outline.json`, made by `places/make/make_outline.py` from a drawing by MapSVG (CC BY 4.0).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import degrees, hypot, log, pi, radians, sqrt, tan

from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages.overview import Site
from parade.places import register
from parade.places.register import Gemeente

WEST, EAST, SOUTH, NORTH = 3.358, 7.2275, 50.7504, 53.555  # degrees: the ends of the country on land
SCALE = 180.0  # units of the large map to a degree of longitude; a unit is a pixel, and about 380 m
MARGIN = 12.0  # units around the country
WIDTH, HEIGHT = 720, 848  # the large map
LITTLE = 4  # the little map is so many times smaller
LITTLE_WIDTH, LITTLE_HEIGHT = WIDTH // LITTLE, HEIGHT // LITTLE

ONE = 5.5  # radius of the dot of one voorbeeld, in units; its area grows with their number
MOST = 9  # from so many on, dots are equally large
APART = 13.0  # units from dot to dot at least, so that each can be seen; the list has the links
ROUNDS = 100  # of moving apart

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plek:
    """A row of the table: a municipality or another place, with its voorbeelden.

    `families` counts them by thema family; `hoofd` is the family of most. `stip` is the middle of its dot on
    the large map, moved out of the way of others; a place that is not in the register has none.
    """

    naam: str
    place: Gemeente | None
    records: list[Record]
    families: dict[int, int]
    hoofd: int
    stip: Spot | None


def mercator(latitude: float) -> float:
    """How far north a latitude lies on a Mercator map, in degrees of longitude."""
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


def point(place: Gemeente) -> Spot:
    """Where a municipality lies on the large map, in units from its top left corner; the outlines use the same rule."""
    return MARGIN + SCALE * (place.lengte - WEST), MARGIN + SCALE * (mercator(NORTH) - mercator(place.breedte))


def little(record: Record) -> dict[str, tuple[int, int]]:
    """Where the known municipalities of a record lie on the little map, by name."""
    found = [register.find(name) for name in record.get("gemeenten", [])]
    spots = {place.naam: point(place) for place in found if place}
    return {naam: (round(x / LITTLE), round(y / LITTLE)) for naam, (x, y) in spots.items()}


def radius(number: int) -> float:
    """The radius of a dot of so many voorbeelden."""
    return round(ONE * sqrt(min(number, MOST)), 1)


@cache
def outlines() -> dict[str, str]:
    """For each province the `d` of its SVG path on the large map."""
    return dict(_data()["provincies"])


@cache
def land() -> str:
    """The `d` of the whole country on the little map: some 1.3 kB, as every voorbeeld has it."""
    return str(_data()["land"])


def plekken(site: Site) -> tuple[list[Plek], list[Plek]]:
    """The municipalities with a dot, by name, and the places that the map cannot show."""
    known = {naam: place for naam in site.places if (place := register.find(naam))}
    dots = spread((place, len(site.places[naam])) for naam, place in sorted(known.items()))
    shown = [_plek(site, naam, site.places[naam], known[naam], dots[naam]) for naam in known]
    elsewhere = {naam: list(site.places[naam]) for naam in site.places if naam not in known}
    for record in site.collection["voorbeelden"]:
        if not record.get("gemeenten"):
            [regio] = register.place_names(record) or [register.UNPLACED]
            elsewhere.setdefault(regio, []).append(record)
    others = [_plek(site, naam, records, None, None) for naam, records in elsewhere.items()]
    return sorted(shown, key=_by_name), sorted(others, key=_by_name)


def families(site: Site, record: Record) -> list[int]:
    """The thema families of a voorbeeld: of each of its themas."""
    terms = [site.collection.term("themas", naam) for naam in record.get("themas", [])]
    return sorted({site.familie(term) for term in terms if term}) or [0]


def legend(site: Site) -> dict[int, str]:
    """For each thema family the names of its broad themas."""
    names: dict[int, list[str]] = defaultdict(list)
    for term in site.top("themas"):
        names[site.familie(term)].append(term.naam)
    return {number: ", ".join(each) for number, each in names.items()}


def spread(placed: Iterable[tuple[Gemeente, int]]) -> dict[str, Spot]:
    """The middle of a dot for each municipality and its number of voorbeelden, moved until none covers another."""
    numbered = list(placed)
    spots = [list(point(place)) for place, _ in numbered]
    radii = [radius(number) for _, number in numbered]
    for _ in range(ROUNDS):
        if not _push(spots, radii):
            break
    return {place.naam: (round(x, 1), round(y, 1)) for (place, _), (x, y) in zip(numbered, spots, strict=True)}


def _push(spots: list[list[float]], radii: list[float]) -> bool:
    """Move each two dots that are too near apart, the small one most; tells whether there were any."""
    cell = max([APART, *(2 * straal + 1 for straal in radii)])
    near = defaultdict(list)
    for at, (x, y) in enumerate(spots):
        near[int(x // cell), int(y // cell)].append(at)
    moved = False
    for at, spot in enumerate(spots):
        column, line = int(spot[0] // cell), int(spot[1] // cell)
        around = [(column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        for other in [each for place in around for each in near.get(place, ()) if each > at]:
            moved |= _part(spot, spots[other], radii[at], radii[other])
    return moved


def _part(one: list[float], two: list[float], first: float, second: float) -> bool:
    dx, dy = two[0] - one[0], two[1] - one[1]
    distance = hypot(dx, dy)
    short = max(APART, first + second + 1) - distance
    if short <= 0.05:
        return False
    across, down = (dx / distance, dy / distance) if distance else (1.0, 0.0)
    share = second**2 / (first**2 + second**2)
    for spot, way in ((one, -short * share), (two, short * (1 - share))):
        spot[0] = min(max(spot[0] + way * across, MARGIN), WIDTH - MARGIN)
        spot[1] = min(max(spot[1] + way * down, MARGIN), HEIGHT - MARGIN)
    return True


def _plek(site: Site, naam: str, records: list[Record], place: Gemeente | None, stip: Spot | None) -> Plek:
    counted = Counter(number for record in records for number in families(site, record))
    mains = Counter(site.familie(record) for record in records)
    hoofd = min(mains, key=lambda number: (-mains[number], number))
    return Plek(naam, place, records, dict(sorted(counted.items())), hoofd, stip)


def _by_name(plek: Plek) -> str:
    return register.alphabetical(plek.naam)


def _data() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(files("parade.pages").joinpath("outline.json").read_text("utf-8"))
    return found


def geojson(site: Site) -> str:
    """The municipalities with their voorbeelden, as GeoJSON (RFC 7946: longitude first)."""
    features = []
    for name, records in sorted(site.places.items()):
        if place := register.find(name):
            told = [{"id": record.id, "titel": record.naam, "url": record.url} for record in records]
            features.append(
                {
                    "type": "Feature",
                    "id": place.code,
                    "geometry": {"type": "Point", "coordinates": [place.lengte, place.breedte]},
                    "properties": {
                        "naam": name,
                        "provincie": place.provincie,
                        "url": f"gemeenten/{slug(name)}/",
                        "aantal": len(told),
                        "voorbeelden": told,
                    },
                }
            )
    whole = {"type": "FeatureCollection", "bron": "Plekken: GeoNames, CC BY 4.0", "features": features}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
