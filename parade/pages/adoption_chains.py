"""Chains of adoption: from a voorbeeld to the places that took it up, and from those to others.

Counts are of places other than the voorbeeld's own, each once. What the adopter tells and what a source tells are
counted apart; so are places that do the same without a source that says it came from here, plans, and who stopped.
Pure, and linear in the number of records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from parade.dutch.sentences import listed
from parade.dutch.words import fold
from parade.model.record import Record
from parade.pages.overview import Site, by_title
from parade.places.register import municipalities, place_names

ADOPTER, SOURCE, ALSO, PLAN, STOPPED = "zelf", "bron", "ook", "plan", "gestopt"
WAYS = (ADOPTER, SOURCE, ALSO, PLAN, STOPPED)
"""How a place relates to a voorbeeld, what says most first: it tells itself that it took it over, a source tells
so, it does the same, it meant to, or it stopped."""


@dataclass(frozen=True, slots=True)
class Step:
    """An adopter: its record, how it relates to what it follows, where, since when, and who followed it in turn.

    `direct` is whether a source says that it came from the place before it in the chain.
    """

    record: Record
    way: str
    direct: bool
    places: frozenset[str]
    sinds: str
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Chain:
    """A voorbeeld that took up no other one of this collection, with all that followed from it."""

    root: Record
    steps: list[Step]

    @cached_property
    def rows(self) -> list[tuple[int, Step]]:
        """The steps as they are told, each with its depth: 1 follows the voorbeeld itself."""
        return list(_rows(self.steps, 1))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many other places relate to it in each way; a place counts once, for what says most."""
        seen = set(where(self.root))
        told = list(_ways(self.steps))
        found = {}
        for way in WAYS:
            here = {place for step, own in told if own == way for place in step.places} - seen
            found[way] = len(here)
            seen |= here
        return found

    @property
    def reached(self) -> int:
        """How many other places took it over, as they or a source tell."""
        return self.counts[ADOPTER] + self.counts[SOURCE]

    @property
    def depth(self) -> int:
        """How many steps it went from hand to hand."""
        return max((depth for depth, _ in self.rows), default=0)


def where(record: Record) -> frozenset[str]:
    """The municipalities of a record, or else its region."""
    return municipalities(record) or frozenset([record["regio"]] if "regio" in record else [])


def chain(site: Site, record: Record) -> Chain:
    """What followed from one voorbeeld."""
    return Chain(record, _following(site, record, {record}))


def chains(site: Site) -> list[Chain]:
    """All chains of the collection: first what most places took over, then what went furthest, then by title."""
    found = [chain(site, record) for record in site.collection["voorbeelden"] if not _origin(site, record)]
    told = [each for each in found if any(each.counts.values())]
    return sorted(told, key=lambda each: (-each.reached, -each.depth, -sum(each.counts.values()), by_title(each.root)))


def _origin(site: Site, record: Record) -> Record | None:
    taken = record.get("overgenomen_van")
    return site.collection.find("voorbeelden", taken.get("voorbeeld", "")) if taken else None


def _following(site: Site, record: Record, seen: set[Record]) -> list[Step]:
    """Who followed a voorbeeld; a toepassing that took it from another follower stands below that one."""
    steps = []
    for other in sorted(site.referring.get(("voorbeelden", record.id), ()), key=_order):
        if other in seen:
            continue
        if other.kind.folder == "toepassingen":
            steps.append(_adopted(other))
        elif other.kind.folder == "voorbeelden" and _origin(site, other) == record:
            seen.add(other)
            steps.append(_taken(other, _following(site, other, seen)))
    return _nested(steps, where(record))


def _order(record: Record) -> tuple[str, str, str]:
    since = str(record.get("sinds") or _since(record) or "9999")
    return since, fold(record.naam), record.id


def _adopted(record: Record) -> Step:
    direct = record.get("rechtstreeks") == "ja"
    teller = ADOPTER if record.get("verteld_door") == "adopter" else SOURCE
    status = record.get("status")
    way = STOPPED if status == "gestopt" else PLAN if status == "plan" else teller if direct else ALSO
    return Step(record, way, direct, where(record), str(record.get("sinds", "")))


def _taken(record: Record, steps: list[Step]) -> Step:
    """A voorbeeld that took up another: its sources tell so."""
    direct = record["overgenomen_van"].get("rechtstreeks") == "ja"
    status = record.get("status")
    way = STOPPED if status == "gestopt" else PLAN if status == "plan" else SOURCE if direct else ALSO
    return Step(record, way, direct, where(record), _since(record), steps)


def _since(record: Record) -> str:
    taken = record.get("overgenomen_van")
    told = taken.get("sinds") if isinstance(taken, dict) else ""
    return str(told or record.get("periode", {}).get("van") or "")


def _nested(steps: list[Step], own: frozenset[str]) -> list[Step]:
    """The steps in which a toepassing that names another follower as its origin stands below that follower."""
    top = []
    for step in steps:
        named = set(step.record.get("overgenomen_van", [])) if step.record.kind.folder == "toepassingen" else set()
        above = next((each for each in steps if each is not step and named & each.places and not named & own), None)
        if above and not _below(step, above):
            above.steps.append(step)
        else:
            top.append(step)
    return top


def _below(step: Step, other: Step) -> bool:
    """Whether the other step stands somewhere below this one."""
    return any(each is other for _, each in _rows(step.steps, 1))


def _rows(steps: list[Step], depth: int) -> Iterator[tuple[int, Step]]:
    for step in steps:
        yield depth, step
        yield from _rows(step.steps, depth + 1)


def _ways(steps: list[Step], linked: bool = True) -> Iterator[tuple[Step, str]]:
    """Each step with how it relates to the beginning of the chain: what came by a place of which no source says that
    it took it from here, did not come from here either.
    """
    for step in steps:
        yield step, step.way if linked or step.way not in (ADOPTER, SOURCE) else ALSO
        yield from _ways(step.steps, linked and step.direct)


def named(record: Record) -> str:
    """Where a record is, short enough for a picture."""
    names = place_names(record)
    return f"{names[0]} en {len(names) - 1} andere" if len(names) > 2 else listed(names) or record.naam
