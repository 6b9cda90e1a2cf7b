"""What a list of voorbeelden can be narrowed by: the choices of its form, and those that fit each record.

A choice is written `facet=slug`, in the address as well as on a record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages import texts
from parade.pages.facts import is_recent
from parade.pages.overview import Site
from parade.search.facets import FACETS, facet_order, facets_of

LISTED = ("thema", "gemeentegrootte", "hoe", "doelgroep", "provincie", "status", "rol")
"""The facets of the form, what helps most people first; `hoe` is how a result is known."""

TICKS = ("recent", "resultaat", "kosten", "anders")
"""What a voorbeeld tells or not: news of the last years, what it brought, what it costs, what went otherwise."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many records of the list have it."""

    facet: str
    naam: str
    aantal: int

    @property
    def slug(self) -> str:
        """How the value is written in the address."""
        return slug(self.naam)


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to choose by; the choices stand in groups, each with its heading or with none."""

    naam: str
    label: str
    groups: dict[str, list[Choice]]


def keys(site: Site, record: Record, today: date) -> list[str]:
    """The choices that fit a record; below a smaller thema also the broad one that it belongs to."""
    values = _values_of(record)
    broad = [term["breder"] for naam in values["thema"] if (term := _thema(site, naam)) and "breder" in term]
    values["thema"] = [*values["thema"], *broad]
    found = [f"{facet}={slug(value)}" for facet in LISTED for value in values[facet]]
    return list(dict.fromkeys([*found, *(f"{tick}=ja" for tick in TICKS if _ticked(tick, record, today))]))


def facets(site: Site, records: Sequence[Record], today: date) -> list[Facet]:
    """The facets by which those records differ, with the values that they have."""
    counts = Counter(key for record in records for key in keys(site, record, today))
    found = []
    for facet in LISTED:
        named = _themas(site) if facet == "thema" else {"": _values(facet, records)}
        groups = {heading: _choices(facet, names, counts, len(records)) for heading, names in named.items()}
        if groups := {heading: choices for heading, choices in groups.items() if choices}:
            found.append(Facet(facet, FACETS.get(facet) or texts.text(f"lijst.{facet}"), groups))
    return found


def ticks(records: Sequence[Record], today: date) -> list[Choice]:
    """What some of those records tell and others do not."""
    counted = [Choice(tick, "ja", sum(_ticked(tick, record, today) for record in records)) for tick in TICKS]
    return [choice for choice in counted if 0 < choice.aantal < len(records)]


def _ticked(tick: str, record: Record, today: date) -> bool:
    if tick == "recent":
        return is_recent(record, today)
    return ("anders_gelopen" if tick == "anders" else tick) in record


def _values_of(record: Record) -> dict[str, list[str]]:
    known = record.get("hoe_weten_we_dit")
    return {**facets_of(record), "hoe": [known] if known and known != "onbekend" else []}


def _choices(facet: str, names: Sequence[str], counts: Counter[str], total: int) -> list[Choice]:
    """The values that some of the records have and others have not."""
    choices = [Choice(facet, naam, counts[f"{facet}={slug(naam)}"]) for naam in names]
    return [choice for choice in choices if 0 < choice.aantal < total]


def _values(facet: str, records: Sequence[Record]) -> list[str]:
    return sorted({value for record in records for value in _values_of(record)[facet]}, key=facet_order)


def _themas(site: Site) -> dict[str, list[str]]:
    """Each broad thema with those below it."""
    return {term.naam: [term.naam, *(below.naam for below in site.below(term))] for term in site.top("themas")}


def _thema(site: Site, naam: str) -> Record | None:
    return site.collection.term("themas", naam)
