"""Numbers for the small pictures: years and sizes of a thema, a municipality beside its neighbours.

Each picture has a text twin, so that nothing is told by a drawing alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from parade.model.record import Record
from parade.pages.gemeente import Fence
from parade.pages.overview import Site
from parade.places import register

MOST_YEARS = 20  # bars; what began earlier stands in the first one
LEAST = 5  # voorbeelden that tell it; a picture of fewer says nothing
BESIDE = 4  # neighbours beside a municipality


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, and how high it is, from 0 to 100."""

    naam: str
    aantal: int
    hoogte: int


def years(records: Iterable[Record]) -> list[Bar]:
    """How many voorbeelden began in each year, the oldest first; nothing when too few tell it."""
    found = Counter(int(van[:4]) for record in records if (van := record.get("periode", {}).get("van")))
    if found.total() < LEAST:
        return []
    last = max(found)
    first = max(min(found), last - MOST_YEARS + 1)
    early = sum(number for year, number in found.items() if year <= first)
    named = {f"tot en met {first}" if min(found) < first else str(first): early}
    return _bars(named | {str(year): found[year] for year in range(first + 1, last + 1)})


def sizes(records: Iterable[Record]) -> list[Bar]:
    """How many voorbeelden have a municipality of each size, the smallest first; nothing when too few tell it."""
    found: Counter[str] = Counter()
    for record in records:
        places = {place.inwoners for name in record.get("gemeenten", []) if (place := register.find(name))}
        found.update(places)
    return _bars({size: found[size] for size in register.CLASSES}) if found.total() >= LEAST else []


def _bars(counts: dict[str, int]) -> list[Bar]:
    most = max(counts.values(), default=0)
    return [Bar(naam, number, round(100 * number / most) if most else 0) for naam, number in counts.items()]


def beside(site: Site, naam: str, fence: Fence) -> tuple[list[str], list[tuple[Record, list[int]]]]:
    """A municipality and its neighbours, and for each broad thema how many voorbeelden each of them has."""
    places = [naam, *(neighbour.naam for neighbour in fence.buren[:BESIDE])]
    counted = {place: Counter(_broad(site, site.places.get(place, []))) for place in places}
    rows = [(term, [counted[place][term] for place in places]) for term in site.top("themas")]
    return places, [(term, numbers) for term, numbers in rows if any(numbers)]


def _broad(site: Site, records: Iterable[Record]) -> Iterable[Record]:
    for record in records:
        terms = [site.collection.term("themas", naam) for naam in record.get("themas", [])]
        yield from {site.broad(term) for term in terms if term}
